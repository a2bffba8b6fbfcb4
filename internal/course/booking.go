package course

import (
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/calendar"
	"kap/internal/phrase"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/schedule"
)

// BookingEntry is a dosing session as the front desk types it.
type BookingEntry struct {
	schedule.When
	Staff  uuid.UUID       `form:"staff_id" label:"Therapist"`
	Room   uuid.UUID       `form:"room_id" label:"Room"`
	Reason string          `form:"reason" label:"Reason for this day"` // in words for the desk
	Status schedule.Status `form:"status" label:"Booked as"`           // confirmed or tentative
}

// Check says what is missing.
func (b BookingEntry) Check() error {
	var f problem.Fields
	if b.Staff == uuid.Nil {
		f.Add("staff_id", "Choose the therapist.")
	}
	if b.Room == uuid.Nil {
		f.Add("room_id", "Choose a room for dosing.")
	}
	if b.Status != schedule.Confirmed && b.Status != schedule.Tentative {
		f.Add("status", "Choose confirmed or tentative.")
	}
	if err := f.Join("", b.Missing()); err != nil {
		return err
	}
	return f.Err()
}

// appointment is the visit to book: the block, and the turnover of room and therapist.
func (b BookingEntry) appointment(client, course, id uuid.UUID, start time.Time, body protocol.Body) schedule.Appointment {
	return schedule.Appointment{
		ID: id, ClientID: client, CourseID: course, Kind: schedule.Dosing, StartsAt: start, EndsAt: BlockEnd(start, body),
		Turnover: RoomFree(start, body).Sub(BlockEnd(start, body)), Status: b.Status, StaffID: b.Staff, RoomID: b.Room,
		VisitMode: schedule.Here, Reason: b.Reason,
	}
}

// EarlyDayEntry is a prescriber's word for one day in the interval that needs it.
type EarlyDayEntry struct {
	Day    time.Time `form:"day" as:"date" label:"Date"`
	Reason string    `form:"reason" label:"Why it is safe to go ahead"`
}

// check refuses what needs no word or gets none.
func (e EarlyDayEntry) check(f BookingFacts, b protocol.Body) error {
	var missing problem.Fields
	if e.Day.IsZero() {
		missing.Add("day", "Choose the day this is for.")
	}
	if strings.TrimSpace(e.Reason) == "" {
		missing.Add("reason", "Write why it is safe to go ahead.")
	}
	if err := missing.Err(); err != nil {
		return err
	}
	switch r := f.Interval(e.Day, b); r.Effect {
	case Override:
		return nil
	case Nobody:
		return problem.At("day", "%s", r.Words)
	default:
		return problem.At("day", "This day needs no word of yours: the front desk can book it. It is %s after the last session.", phrase.Count(r.Days, "day"))
	}
}

// Window is the free part of the interval after the last day with ketamine.
type Window struct {
	Last, Target, From, Until time.Time // Days; zero: no session before
}

// WindowOf is where the next session belongs.
func WindowOf(kind Kind, last time.Time, b protocol.Body) Window {
	if last.IsZero() {
		return Window{}
	}
	i := kind.Interval(b)
	return Window{last, last.AddDate(0, 0, i.Target), last.AddDate(0, 0, i.FreeFrom), last.AddDate(0, 0, i.FreeUntil)}
}

// String is the window in words for the desk.
func (w Window) String() string {
	if w.Last.IsZero() {
		return "Interval: no session before this one."
	}
	return fmt.Sprintf("The last session is on %s. The best day is %s; from %s to %s no reason is needed.",
		calendar.Words(w.Last), calendar.Words(w.Target), calendar.Words(w.From), calendar.Words(w.Until))
}
