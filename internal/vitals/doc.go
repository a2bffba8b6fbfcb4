// Package vitals holds readings of a dosing day and what they permit: the possible (a
// reading outside is refused), the plausible (outside is asked about) and the acceptable
// (outside waits for the prescriber before a lozenge, or alerts after one).
//
// Every reading is kept; one that was wrong (wrong cuff) is voided with a reason and
// does not count. Blood pressure before a lozenge is judged by a deciding value, see
// Decide. All numbers come from the protocol.
//
// FHIR: Observation, vital-signs panel (LOINC 85353-1).
package vitals
