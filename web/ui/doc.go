// Package ui is the design system in templ: page, identity bar, course strip,
// next panel, fields, tables, states, charts.
//
// Components take values and the state of a form; they call nothing that can
// fail and decide nothing clinical. What every page of one request shares is the
// Shell, which endpoint puts into the context. Words of people are wrapped in
// <bdi>. No component writes a style attribute or a script: the content security
// policy of the app forbids both, and everything works without script.
//
// Layout is by class, for the pages that lay out: split (main and a side of
// 24rem), narrow (a form's width), stack, cluster (a row that wraps), rule-head,
// muted, small, num (figures), vh (read aloud only).
package ui
