// Package integration holds what follows a dosing day: the integration window, the
// integration sessions, and the safety call of the next day (FHIR Encounter).
//
// Days are calendar days in the clinic's zone (course.Day), counted from the dosing
// day, which is day 0.
//
// Tables: integration_session, safety_call.
package integration
