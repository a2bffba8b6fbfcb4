package client

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/web/ui"
)

// Facts are what a client's identity bar needs.
type Facts struct {
	Client    Client
	Named     Named
	Allergies []Allergy
	Escorts   []Escort
	Risk      Risk
}

// Risk is the latest risk check (protocol 4.8); the zero Risk: none on record.
type Risk struct {
	At                              time.Time
	Ideation, Intent, Plan, Attempt string
}

// Words is the flag of the identity bar, empty where there is nothing to flag.
func (r Risk) Words() string {
	switch {
	case r.Attempt == "yes":
		return "attempt since the last check"
	case r.Plan == "yes", r.Intent == "yes":
		return "intent or plan"
	case r.Ideation == "active":
		return "active ideation"
	case r.Ideation == "passive":
		return "passive ideation"
	}
	return ""
}

// HeaderOf is the identity bar as this actor may see it, all but the stage. The
// front desk's has neither allergies nor risk (protocol 8). now is in the
// clinic's zone: age counts its days.
func HeaderOf(f Facts, actor auth.Actor, now time.Time) *ui.Header {
	c := f.Client
	h := &ui.Header{
		ID: c.ID, Preferred: c.Called(), Legal: c.LegalName, Pronouns: c.Pronouns, Number: c.Number,
		Born: c.Born, Age: c.Age(now), Therapist: f.Named.TherapistName, Prescriber: f.Named.PrescriberName,
		Escort: escortWords(f.Escorts), Clinical: actor.May(auth.ViewCare), Tabs: tabs(c.ID, actor),
	}
	if h.Clinical {
		h.Allergies, h.AllergiesKnown = Allergies(f.Allergies)
		h.Risk = f.Risk.Words()
	}
	return h
}

func escortWords(escorts []Escort) string {
	for _, e := range escorts {
		if e.EndedAt.IsZero() && e.Relation != "" {
			return e.Name + " (" + e.Relation + ")"
		}
		if e.EndedAt.IsZero() {
			return e.Name
		}
	}
	return ""
}

// tabs are the client's pages that this actor may open.
func tabs(client uuid.UUID, actor auth.Actor) []ui.NavItem {
	base := "/clients/" + client.String()
	var items []ui.NavItem
	for _, tab := range []struct {
		label, path string
		permission  auth.Permission
	}{
		{"Overview", "", auth.ViewDesk},
		{"Course", "/course", auth.ViewDesk},
		{"Visits", "/appointments", auth.ViewDesk},
		{"Medicines", "/medicines", auth.ViewCare},
		{"Measures", "/measures", auth.ViewCare},
		{"Consents", "/consents", auth.ViewCare},
		{"Goals", "/goals", auth.ViewCare},
		{"Lozenges", "/supply", auth.ViewCare},
		{"Pauses", "/pauses", auth.ViewDesk},
		{"Details", "/details", auth.ViewDesk},
		{"Escorts", "/escorts", auth.ViewDesk},
		{"Care team", "/team", auth.ViewDesk},
	} {
		if actor.May(tab.permission) {
			items = append(items, ui.NavItem{Label: tab.label, Href: base + tab.path})
		}
	}
	return items
}
