package client

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/staff"
)

// Contact is somebody who is called about a client, or the client.
type Contact struct {
	As    string // "Prescriber", "Covers for M. Okafor", "Escort"
	Name  string
	Phone string // empty: none on record
}

// Number is the contact as a list shows it.
func (c Contact) Number() (as, name, phone string) { return c.As, c.Name, c.Phone }

// Reach is whom one calls about a client: Clinicians in the order in which they are tried,
// Home the client, who collects them and the emergency contact.
type Reach struct {
	Clinicians, Home []Contact
}

// All are the clinicians, then those at home.
func (r Reach) All() []Contact { return slices.Concat(r.Clinicians, r.Home) }

// Calls is whom one calls: first whoever covers the prescriber now, whoever is on call,
// then the prescriber; then the therapist's cover and the therapist.
func Calls(named Named, people []staff.Member, covers []staff.Cover, now time.Time) []Contact {
	var list []Contact
	add := func(as string, id uuid.UUID) {
		for _, m := range people {
			if m.ID == id && m.Works() && !slices.ContainsFunc(list, func(c Contact) bool { return c.Name == m.Title() }) {
				list = append(list, Contact{as, m.Title(), m.Phone})
			}
		}
	}
	covering := func(absent func(staff.Cover) bool, as func(staff.Cover) string) {
		for _, c := range covers {
			if c.Begun(now) && absent(c) {
				add(as(c), c.CoveredBy)
			}
		}
	}
	away := func(id uuid.UUID) func(staff.Cover) bool {
		return func(c staff.Cover) bool { return !c.OnCall() && c.StaffID == id }
	}
	instead := func(c staff.Cover) string { return "Covers for " + c.Away }
	covering(away(named.PrescriberID), instead)
	covering(staff.Cover.OnCall, func(staff.Cover) string { return "On call" })
	add("Prescriber", named.PrescriberID)
	covering(away(named.TherapistID), instead)
	add("Therapist", named.TherapistID)
	return list
}

// AtHome are the client, those who collect them, and the emergency contact where it is
// nobody of these.
func AtHome(c Client, escorts []Escort) []Contact {
	list := []Contact{{"Client", c.Called(), c.Phone}}
	for _, e := range Collecting(escorts) {
		list = append(list, Contact{"Escort", e.Name, e.Phone})
	}
	known := slices.ContainsFunc(list, func(k Contact) bool { return k.Name == c.EmergencyName })
	if c.EmergencyName != "" && !known {
		list = append(list, Contact{"Emergency contact", c.EmergencyName, c.EmergencyPhone})
	}
	return list
}
