package schedule

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/choice"
	"kap/internal/problem"
)

// VisitMode is how client and clinician meet.
type VisitMode string

// The modes.
const (
	Here      VisitMode = "here"
	Video     VisitMode = "video"
	Telephone VisitMode = "telephone"
	Elsewhere VisitMode = "elsewhere"
)

var modes = choice.List[VisitMode]{{Here, "Here"}, {Video, "By video"}, {Telephone, "By telephone"}, {Elsewhere, "Elsewhere"}}

// Choices are the modes a form offers.
func (VisitMode) Choices() []choice.Answer { return modes.Answers() }

// Words names the mode for people.
func (m VisitMode) Words() string { return modes.Words(m) }

// TalkEntry is a visit as somebody types it; dosing is not booked with it.
type TalkEntry struct {
	Kind Kind `form:"kind" label:"Visit"`
	When
	Minutes   int       `form:"minutes" label:"Length" unit:"min"`
	Staff     uuid.UUID `form:"staff_id" label:"With"`
	VisitMode VisitMode `form:"visit_mode" label:"How you meet"`
	Room      uuid.UUID `form:"room_id"`
	Reason    string    `form:"reason" label:"Note for the front desk"`
}

// Check says what is missing.
func (t TalkEntry) Check() error {
	var f problem.Fields
	if !slices.Contains(TalkKinds, t.Kind) {
		f.Add("kind", "Choose what the visit is for.")
	}
	if t.Minutes < 5 || t.Minutes > 240 {
		f.Add("minutes", "Type how long the visit is, from 5 to 240 minutes.")
	}
	if t.Staff == uuid.Nil {
		f.Add("staff_id", "Choose whose visit it is.")
	}
	if !modes.Has(t.VisitMode) {
		f.Add("visit_mode", "Choose how you meet.")
	}
	if t.VisitMode == Here && t.Room == uuid.Nil {
		f.Add("room_id", "Choose a room, or another way of meeting.")
	}
	return both(f.Err(), t.Missing())
}

// appointment is the visit to book, starting at an instant.
func (t TalkEntry) appointment(client, id uuid.UUID, start time.Time) Appointment {
	a := Appointment{
		ID: id, ClientID: client, Kind: t.Kind, StartsAt: start, EndsAt: start.Add(time.Duration(t.Minutes) * time.Minute),
		Status: Confirmed, StaffID: t.Staff, VisitMode: t.VisitMode, Reason: t.Reason,
	}
	if t.VisitMode == Here {
		a.RoomID = t.Room
	}
	return a
}
