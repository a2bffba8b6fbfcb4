// Package gallery shows every component in its states, with invented people, for
// the eye and for the tests of package ui.
package gallery

import (
	"net/url"
	"time"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/problem"
	"kap/web/ui"
)

// Noon is "now" in the gallery: Tue Nov 24 2026, 10:17 am in Denver.
var Noon = time.Date(2026, 11, 24, 17, 17, 0, 0, time.UTC)

// Hostile is what somebody may type into any field: markup that would end an attribute and
// begin elements of its own.
const Hostile = `"><b data-typed>bold</b><i style="color:red" data-typed>red</i>`

// Shell is what the gallery's pages share.
func Shell(assets string) ui.Shell {
	zone := time.FixedZone("America/Denver", -7*60*60)
	return ui.Shell{
		Clinic: "Larkspur", Zone: zone, Now: Noon, Assets: assets, SignedIn: true, Path: "/clients/1/measures",
		Actor: auth.Actor{Kind: auth.Staff, Name: "Jonah Weiss", Roles: []auth.Role{auth.Therapist}},
		Nav:   []ui.NavItem{{Label: "Today", Href: "/"}, {Label: "Clients", Href: "/clients"}, {Label: "Calendar", Href: "/calendar"}, {Label: "Notes", Href: "/notes"}},
	}
}

// Header is one invented client.
func Header() *ui.Header {
	return &ui.Header{
		ID: uuid.Nil, Preferred: "Ana Ruiz", Legal: "Anabel Ruiz Ortega", Pronouns: "she, her", Number: "LK-20418",
		Born: time.Date(1984, 3, 14, 0, 0, 0, 0, time.UTC), Age: 42, Stage: "Integration 2 of 6",
		Therapist: "Jonah Weiss", Prescriber: "Dr. Miriam Halvorsen", Escort: "Lucia Ruiz, sister",
		Allergies: []string{"Penicillin (hives)"}, AllergiesKnown: true, Risk: "past attempt, 2014", Clinical: true,
		Tabs: []ui.NavItem{{Label: "Overview", Href: "/clients/1"}, {Label: "Timeline", Href: "/clients/1/timeline"}, {Label: "Measures", Href: "/clients/1/measures"}, {Label: "Dosing", Href: "/clients/1/dosing"}},
	}
}

// Refused is a form that came back.
func Refused() ui.Form {
	return ui.Form{
		Action: "/clients/new", ID: "0190", MadeFor: "0191", Refused: true,
		Values: url.Values{"preferred": {Hostile}, "born_month": {"11"}, "born_day": {"8"}, "phone": {"303 555 01"}, "why": {Hostile}, "weight": {"abc"}},
		Errors: []problem.Field{{Name: "preferred", Message: "Name must be words."}, {Name: "born_year", Message: "Birth date must include a year."}, {Name: "contact", Message: "Choose how we may write to Leo."}, {Name: "weight", Message: "Weight is a number."}},
	}
}

// Fresh is the same form before it is posted.
func Fresh() ui.Form {
	return ui.Form{Action: "/clients/new", ID: "0192", MadeFor: "0191"}.Default("contact", "text").Default("calm", "7")
}

// Pages are the gallery's pages by file name.
func Pages() map[string]templ.Component {
	return map[string]templ.Component{
		"components": components(), "client": client(), "refused": form(Refused()), "fresh": form(Fresh()),
		"room": room(true), "room-over": room(false), "sign-in": signIn(), "sheet": sheet(),
	}
}
