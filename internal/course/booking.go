package course

import (
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/eligibility"
	"kap/internal/pause"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/schedule"
)

// Booking is a dosing session as the front desk types it.
type Booking struct {
	schedule.When
	Staff  uuid.UUID       `form:"staff_id"`
	Room   uuid.UUID       `form:"room_id"`
	Reason string          `form:"reason"` // why this day, in words for the desk
	Status schedule.Status `form:"status"` // confirmed or tentative
}

// Check says what is missing; the day and time are read by When.
func (b Booking) Check() error {
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
	return f.Err()
}

// appointment is the visit to book: the block, and the turnover of room and therapist.
func (b Booking) appointment(client, course, id uuid.UUID, start time.Time, body protocol.Body) schedule.Appointment {
	return schedule.Appointment{
		ID: id, Client: client, Course: course, Kind: schedule.Dosing, StartsAt: start, EndsAt: BlockEnd(start, body),
		Turnover: RoomFree(start, body).Sub(BlockEnd(start, body)), Status: b.Status, Staff: b.Staff, Room: b.Room,
		VisitMode: "here", Reason: b.Reason,
	}
}

// BookingFacts are what booking a dosing session is judged by, without the visit
// that is judged. They are read for the whole clinic: the front desk does not see
// them all, and what comes out is only its own words (protocol 8).
type BookingFacts struct {
	Course       Course
	Days         []CourseDay           // planned and taken, in every course
	Confirmed    int                   // confirmed dosing sessions of the course that lie ahead
	Decision     *eligibility.Decision // the course's latest signed; nil: none
	FollowUpHeld bool
	Paused       bool
	Approved     bool               // a protocol is in force
	Overrides    []pause.Overridden // for the day that is judged
}

// Dose is the number that a new dosing session takes: the lowest that is free.
func (f BookingFacts) Dose() int {
	used := map[int]bool{}
	for _, d := range Of(f.Days, f.Course.ID) {
		used[d.Number] = true
	}
	n := 1
	for used[n] {
		n++
	}
	return n
}

// Interval rules on a Day by the ketamine before it, taken or planned, on that Day too.
func (f BookingFacts) Interval(day time.Time, b protocol.Body) Ruling {
	return Interval(f.Course.Kind, LastDay(f.Days, day), day, b)
}

// LastDay is the latest Day with ketamine, taken or planned, up to a Day; zero for none.
func LastDay(days []CourseDay, until time.Time) time.Time {
	var last time.Time
	for _, d := range days {
		if !d.Day.After(until) && d.Day.After(last) {
			last = d.Day
		}
	}
	return last
}

func (f BookingFacts) next(day time.Time) time.Time {
	var next time.Time
	for _, d := range f.Days {
		if d.Day.After(day) && (next.IsZero() || d.Day.Before(next)) {
			next = d.Day
		}
	}
	return next
}

// intervalItem is the readiness item whose override counts at booking too, and
// tooSoon its extent in days.
const intervalItem, tooSoon = "G07", "days too soon"

// early is the extent of a day below the days that need a prescriber's word.
func (f BookingFacts) early(r Ruling, b protocol.Body) string {
	return pause.Extent{tooSoon: f.Course.Kind.Interval(b).ReasonFrom - r.Days}.String()
}

// override is the prescriber's word that covers a Day; zero for none.
func (f BookingFacts) override(day time.Time, b protocol.Body) uuid.UUID {
	r := f.Interval(day, b)
	if r.Effect != Override {
		return uuid.Nil
	}
	for _, o := range f.Overrides {
		if pause.Covers(o, intervalItem, f.early(r, b), day) {
			return o.ID
		}
	}
	return uuid.Nil
}

// CheckDay refuses a Day that the interval does not allow, to the session before
// and to the one after, or one that wants a reason.
func (f BookingFacts) CheckDay(day time.Time, reason string, b protocol.Body) error {
	r := f.Interval(day, b)
	if err := r.Check(strings.TrimSpace(reason), f.override(day, b) != uuid.Nil); err != nil {
		return err
	}
	next := f.next(day)
	if next.IsZero() {
		return nil
	}
	if after := Interval(f.Course.Kind, day, next, b); after.Effect == Nobody || after.Effect == Override {
		return problem.At("day", "Interval: the next dosing session is booked on %s, only %s later. Choose another day, or move that one first.", Words(next), count(after.Days))
	}
	return nil
}

// What keeps a dosing session from being confirmed, in the words of the front desk.
const (
	withPrescriber = "With the prescriber"
	noSessionsLeft = "Dosing sessions left: none; with the prescriber"
	followUpFirst  = "Follow-up visit: due before this session"
	paused         = "Paused"
)

// Holds are the reasons why a session on a Day cannot be confirmed; none: it can.
func (f BookingFacts) Holds(day time.Time, dose int, b protocol.Body) []string {
	var holds []string
	if f.Paused {
		holds = append(holds, paused)
	}
	switch {
	case !f.Approved, f.Decision == nil, !f.Decision.InForce(day):
		holds = append(holds, withPrescriber)
	case f.left() == 0:
		holds = append(holds, noSessionsLeft)
	}
	if FollowUpDue(f.Course.Kind, dose, f.FollowUpHeld, b) {
		holds = append(holds, followUpFirst)
	}
	return holds
}

// left is how many further sessions can be confirmed.
func (f BookingFacts) left() int {
	used := DosedSince(Of(f.Days, f.Course.ID), f.Decision.SignedAt) + f.Confirmed
	return eligibility.SessionsLeft(f.Decision.Sessions, used)
}

// orTentative refuses a confirmed booking that something holds up.
func orTentative(status schedule.Status, holds []string) error {
	if status != schedule.Confirmed || len(holds) == 0 {
		return nil
	}
	return problem.At("status", "%s. Book it as tentative: it keeps its time, and is confirmed when this is settled.", strings.Join(holds, ". "))
}

// EarlyDay is a prescriber's word for one day in the interval that needs it.
type EarlyDay struct {
	Day    time.Time `form:"day"`
	Reason string    `form:"reason"`
}

// check refuses what needs no word or gets none.
func (e EarlyDay) check(f BookingFacts, b protocol.Body) error {
	if e.Day.IsZero() {
		return problem.At("day", "Choose the day this is for.")
	}
	if strings.TrimSpace(e.Reason) == "" {
		return problem.At("reason", "Write why it is safe to go ahead.")
	}
	switch r := f.Interval(e.Day, b); r.Effect {
	case Override:
		return nil
	case Nobody:
		return problem.At("day", "%s", r.Words)
	default:
		return problem.At("day", "This day needs no word of yours: the front desk can book it. It is %s after the last session.", count(r.Days))
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
	return fmt.Sprintf("Interval: the last session is on %s. Best on %s; without a reason from %s to %s.",
		Words(w.Last), Words(w.Target), Words(w.From), Words(w.Until))
}
