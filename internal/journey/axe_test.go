package journey

import (
	_ "embed"
	"strings"

	"github.com/chromedp/chromedp"
)

//go:embed testdata/axe.min.js
var axeJS string

// fault is one rule of axe that the page breaks.
type fault struct {
	Rule, Impact, Help string
	Where              []string // selectors
}

// axe holds the page, as it stands, to every rule of axe, or to the named ones
// ("color-contrast" is enough for a dark theme). Once for each distinct state
// of a page: it takes half a second.
func (b *tab) axe(rules ...string) {
	b.t.Helper()
	for _, f := range b.axeFaults(rules...) {
		b.t.Errorf("axe: %s (%s, %s) at %s", f.Help, f.Rule, f.Impact, strings.Join(f.Where, ", "))
	}
}

func (b *tab) axeFaults(rules ...string) []fault {
	b.t.Helper()
	if !value[bool](b, `!!window.axe`) {
		b.do(chromedp.Evaluate[chromedp.Void](axeJS)) // not subject to the page's content security policy
	}
	b.do(chromedp.Evaluate[chromedp.Void](`document.getAnimations().forEach((a) => a.finish())`)) // colors on their way are no colors
	only := "undefined"
	if len(rules) > 0 {
		only = "{type: 'rule', values: " + quoteAll(rules) + "}"
	}
	return value[[]fault](b, `axe.run(document, {resultTypes: ['violations'], preload: false, iframes: false, runOnly: `+only+`}).then((r) => r.violations.map((v) => ({
		Rule: v.id, Impact: v.impact, Help: v.help, Where: v.nodes.map((n) => n.target.join(' '))})))`)
}

func quoteAll(list []string) string {
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = quote(s)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}
