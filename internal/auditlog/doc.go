// Package auditlog reads the access record: who did or opened what, of which client,
// when. It shows ids, counts and the names of events, never content. Events are
// written by db; nobody changes them.
package auditlog
