package schedule

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
)

// TalkEntry is a visit as somebody types it; dosing is not booked with it.
type TalkEntry struct {
	Kind Kind `form:"kind"`
	When
	Minutes   int       `form:"minutes"`
	Staff     uuid.UUID `form:"staff_id"`
	Room      uuid.UUID `form:"room_id"`
	VisitMode string    `form:"visit_mode"`
	Reason    string    `form:"reason"` // words for the desk
}

// VisitModes are the ways of meeting, in the order they are offered.
var VisitModes = []string{"here", "video", "telephone", "elsewhere"}

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
	if !slices.Contains(VisitModes, t.VisitMode) {
		f.Add("visit_mode", "Choose how you meet.")
	}
	if t.VisitMode == "here" && t.Room == uuid.Nil {
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
	if t.VisitMode == "here" {
		a.RoomID = t.Room
	}
	return a
}
