// Package dosing is the dosing session: arrival, readiness, the lozenge, what
// happens while it works, impressions and leaving.
//
// The rules here are pure: facts and now in, answer out. Invariants: nobody
// takes a planned lozenge in a session that was not cleared; somebody is
// present from the first lozenge until the client leaves, or the gap is
// explained; what is signed never changes. An intake that happened can
// always be recorded: unplanned, it opens an incident.
//
// Tables: dosing_session, arrival_check, gate_check, acknowledgement, intake,
// intake_line, dosing_event, presence, impression, departure.
package dosing
