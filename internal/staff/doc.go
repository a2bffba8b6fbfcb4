// Package staff is the people who work here: their accounts, roles, cover and
// sign-in (FHIR Practitioner, PractitionerRole).
//
// An account belongs to no clinic; staff is its membership in one. Accounts,
// sign-ins and set-up links are reached only through functions of the database
// (tables account, sign_in, sign_in_attempt, setup_link; staff, cover).
package staff
