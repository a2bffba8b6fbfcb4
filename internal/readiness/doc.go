// Package readiness is the dosing day up to the lozenge: who arrived, what was asked and
// measured, what stands in the way, what a prescriber let pass, and whether the dose may
// start.
//
// The rules are pure: facts and now in, answer out; a zero fact is never good news.
// Arriving opens the session and the gate asks who is in the room, so the session with its
// states and the presence stand here; dosing moves them on.
//
// Tables: dosing_session, presence, arrival_check, gate_check, acknowledgement.
package readiness
