package schedule

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/choice"
	"kap/internal/problem"
)

// MoveEntry is another time, person or room for a visit.
type MoveEntry struct {
	When
	Staff   uuid.UUID `form:"staff_id" label:"With"`
	Room    uuid.UUID `form:"room_id"`
	Reason  string    `form:"reason" label:"Why it is moved"` // in words for the desk
	Version int       `form:"version"`
}

// Moving is the visit as the form that moves it.
func (p Page) Moving() MoveEntry {
	return MoveEntry{When: WhenOf(p.StartsAt, p.Zone), Staff: p.StaffID, Room: p.RoomID, Version: p.Version}
}

// Moved is the appointment at its new time; its length and turnover stay.
func (m MoveEntry) Moved(v Visit, zone *time.Location) (Appointment, error) {
	start, wrong := m.At(zone)
	if err := both(wrong, m.check(v)); err != nil {
		return Appointment{}, err
	}
	a := v.Appointment
	a.StartsAt, a.EndsAt = start, start.Add(v.EndsAt.Sub(v.StartsAt))
	a.StaffID, a.RoomID = m.Staff, m.Room
	return a, v.same(m.Version)
}

func (m MoveEntry) check(v Visit) error {
	var f problem.Fields
	if m.Staff == uuid.Nil {
		f.Add("staff_id", "Choose whose visit it is.")
	}
	if m.Room == uuid.Nil && v.VisitMode == Here {
		f.Add("room_id", "Choose a room.")
	}
	return f.Err()
}

// same refuses a page that is older than the visit.
func (v Visit) same(version int) error {
	if version != v.Version {
		return problem.New(problem.Conflict, "This visit was changed meanwhile. Above is what is booked now; check it, then save again.")
	}
	return nil
}

// Canceller is who cancels a visit.
type Canceller string

// The answers.
const (
	ByClient Canceller = "client"
	ByClinic Canceller = "clinic"
)

var cancellers = choice.List[Canceller]{{ByClient, "The client"}, {ByClinic, "The clinic"}}

// Choices are the answers a form offers.
func (Canceller) Choices() []choice.Answer { return cancellers.Answers() }

// CancelEntry is who cancels and why.
type CancelEntry struct {
	By     Canceller `form:"cancelled_by" label:"Who cancels" db:"cancelled_by"`
	Reason string    `form:"cancelled_reason" label:"Why" db:"cancelled_reason"` // words for the desk
}

// Check says what is missing.
func (c CancelEntry) Check() error {
	if !cancellers.Has(c.By) {
		return problem.At("cancelled_by", "Say whether the client or the clinic cancels.")
	}
	return nil
}

// NoticeHours are whole hours between cancelling and the start; below zero after it.
func NoticeHours(now, start time.Time) int {
	hours := start.Sub(now).Hours()
	if hours < 0 {
		return int(hours) - 1
	}
	return int(hours)
}

// ShortNotice says whether a cancellation came later than the clinic asks for (48 h).
func ShortNotice(hours, asked int) bool { return hours < asked }

// oneLine keeps words for the desk on one line.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
