// Package preparation holds what comes before a dosing session: preparation
// sessions, goals and practices in the client's words, and what is made ready early
// (FHIR Encounter, Goal).
//
// Goals are rated at preparation, at every integration and at closing; integration
// uses the same goals and practices.
//
// Tables: preparation_session, goal, goal_rating, practice, readiness_item.
package preparation
