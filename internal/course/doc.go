// Package course holds one course of treatment (FHIR EpisodeOfCare, CarePlan): the
// client's dosing days, the calendar days between them, and how a course closes.
//
// A course stores facts only; its stage is derived by pathway. Calendar rules use
// days in the clinic's zone, never 24-hour spans: Day makes one from a time.
//
// Tables: course, dosing_day.
package course
