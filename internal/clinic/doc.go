// Package clinic is what a clinic says of itself (FHIR Organization): its name, where
// it is, how it is reached, the nearest emergency department, its time zone and the
// initials that stand beside its name.
//
// The manager keeps them, everybody who works here reads them. Address, phone and
// emergency department are what is said on the phone in an emergency: once on record
// they change but never go, and no dosing day begins without them (Details.Reachable,
// which dosing asks). Calendar days and every time shown follow the zone, so that
// changing it takes a tick of its own. Table: clinic.
package clinic
