// Package medication holds the order for lozenges, what may be offered under it,
// and the client's own supply (FHIR MedicationRequest, MedicationDispense).
//
// The client owns the lozenges: the pharmacy mails them and the client brings
// them. We keep a count, never an inventory, and we never correct it silently.
// Numbers are exact: units in halves, strength in tenths of a mg, dose in
// hundredths of a mg; there is no float in here.
//
// Tables: prescription, supply_entry.
package medication
