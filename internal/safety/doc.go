// Package safety holds what concerns a client's safety on any day: risk checks,
// safety plans, adverse events and escalations (FHIR Observation, CarePlan,
// AdverseEvent, Communication).
//
// They belong to the client and point at a session where there is one. Each rule
// says what it opens (a pause, a call); the operations open it.
//
// Tables: risk_check, safety_plan, adverse_event, incident, escalation.
package safety
