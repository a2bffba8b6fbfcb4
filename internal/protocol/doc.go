// Package protocol holds the clinic's numbers: intervals, limits, windows and classes.
//
// A Body is one version of the protocol, a whole that is checked, approved by the
// medical lead and then never changed; a later version takes its place. Rules take
// their numbers from here and repeat none. Units: durations are whole minutes or
// hours and calendar distances whole days, as each field's comment says; weight,
// height and temperature are in tenths of a kilogram, centimeter and degree Celsius,
// so that no limit is ever a binary fraction.
//
// Sources are named beside the defaults; "ours" marks a proposal without a published
// source. FHIR: PlanDefinition.
package protocol
