package dosing

import (
	"slices"
	"time"

	"kap/internal/auth"
	"kap/internal/client"
	"kap/internal/clinic"
	"kap/internal/medication"
	"kap/internal/protocol"
	"kap/internal/readiness"
	"kap/internal/safety"
	"kap/internal/sign"
	"kap/internal/vitals"
)

// Chart is everything recorded in one dosing session, as it stood at Now.
type Chart struct {
	Session     readiness.Session
	Client      client.Client
	Clinic      clinic.Details
	Managers    []string      // who can complete it
	Body        protocol.Body // the protocol the session runs under
	Now         time.Time
	Arrival     readiness.Arrival
	Vitals      []vitals.Reading
	Events      []Event
	Room        []readiness.Presence
	Intakes     []Intake
	Calls       []safety.Call
	Impressions []Impression
	Departure   *Departure
	Counts      []medication.Tally
	Around      Around
	Colleagues  []readiness.Colleague // who could take over in the room
	Checks      []readiness.Check     // readiness as it was signed and as it was looked at with the lozenge
	Signatures  []sign.Signature
}

// Around is what other steps know of the session's day.
type Around struct {
	PrescriberName    string // of the course
	Intention         string // the latest, in the client's words
	IntegrationBooked bool
	Discrepancy       bool // a count that does not fit was closed with reason and second person
}

// Gaps are the times nobody was with the client, until they left.
func (c Chart) Gaps() []readiness.Gap {
	if c.Session.StartedAt.IsZero() {
		return nil
	}
	until := c.Now
	if !c.Session.EndedAt.IsZero() {
		until = c.Session.EndedAt
	}
	return readiness.Gaps(c.Room, c.Session.StartedAt, until)
}

// Here are those in the room now.
func (c Chart) Here() []readiness.Presence {
	var here []readiness.Presence
	for _, p := range c.Room {
		if !p.In.After(c.Now) && p.Out.IsZero() {
			here = append(here, p)
		}
	}
	return here
}

// Phase is where the experience usually is now and about when that ends.
func (c Chart) Phase() (Phase, time.Time) {
	var spat time.Time
	if len(c.Intakes) > 0 {
		spat = c.Intakes[0].Until()
	}
	return PhaseAt(c.Session.StartedAt, spat, c.Now, c.Body)
}

// LatestEvent is the event noted last, nil where there is none.
func (c Chart) LatestEvent() *Event {
	if len(c.Events) == 0 {
		return nil
	}
	latest := slices.MaxFunc(c.Events, func(a, b Event) int { return a.CreatedAt.Compare(b.CreatedAt) })
	return &latest
}

// roomRole is as what somebody is in the room: the first of these they hold.
func roomRole(a auth.Actor) (auth.Role, bool) {
	for _, role := range []auth.Role{auth.Therapist, auth.Nurse, auth.Prescriber, auth.MedicalAssistant} {
		if a.Is(role) {
			return role, true
		}
	}
	return "", false
}

// Unreachable is why the room does not open before the lozenge; nil where it does.
func (c Chart) Unreachable() error { return readiness.Unreachable(c.Clinic, c.Managers) }
