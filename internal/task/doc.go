// Package task is what somebody must do by when.
//
// Most open tasks are derived: the pathway stores them with its projection and
// closes them when the step is done. What is here besides is opened by a step that
// finds something (a call tomorrow, a draft without an author) or left by hand.
//
// A task of the front desk carries the desk's own words and nothing else: its
// owner reads no clinical word. Table: task (FHIR Task).
package task
