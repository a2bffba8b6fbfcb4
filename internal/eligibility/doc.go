// Package eligibility holds the consultation's criteria and the prescriber's signed
// decision (FHIR Encounter, ClinicalImpression).
//
// Every criterion is worded so that present is the problem, and what was not asked
// is never "no". A decision is never changed: a new one supersedes it. Which class a
// criterion has is the protocol's; who decides is always a prescriber.
//
// Tables: consultation, eligibility_decision, information_request, condition_met.
// Declining closes the course in the same act: this step writes course and dosing_day
// itself, since course is a later step. What a consultation measured is also a reading.
package eligibility
