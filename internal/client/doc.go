// Package client is the person in care: identity, contacts, allergies,
// medicines, escorts and who cares for them (FHIR Patient, AllergyIntolerance,
// MedicationStatement, RelatedPerson, CareTeam).
//
// A client is never deleted and never merged silently. Medicines and allergies
// end, they do not vanish. Who is on the care team is what opens a record.
// Primary therapist and prescriber are the course's; the care team follows them.
// Tables: client, allergy, medicine, escort, care_team.
package client
