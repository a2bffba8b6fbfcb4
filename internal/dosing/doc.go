// Package dosing is the dosing session from the lozenge on: what is taken, what happens
// while it works, impressions, leaving and the signature.
//
// It asks readiness once more as the lozenge is recorded, never the reverse. Invariants:
// nobody takes a planned lozenge in a session that was not cleared; somebody is present
// from the first lozenge until the client leaves, or the gap is explained; what is signed
// never changes. An intake that happened can always be recorded: unplanned, it opens an
// incident.
//
// Tables: intake, intake_line, dosing_event, impression, departure.
package dosing
