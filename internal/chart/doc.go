// Package chart is the front page of a client's record, and the identity bar above
// every page of it.
//
// Clinicians read where the course stands, computed from the facts at that moment,
// with outcome, medicines, tasks and the last dosing session. The front desk reads
// the stored projection in its own words (protocol 8); whoever has a clinical role
// and is not on the care team reads no more than the front desk.
package chart
