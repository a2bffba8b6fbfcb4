package integration

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/calendar"
	"kap/internal/course"
	"kap/internal/preparation"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/safety"
)

// Session is an integration session as it is stored.
type Session struct {
	Visit
	ID            uuid.UUID
	CourseID      uuid.UUID
	DosingDayID   uuid.UUID
	AppointmentID *uuid.UUID
	HolderID      uuid.UUID // who held it
	HeldBy        string    // their name, with credentials
	Version       int
	CreatedAt     time.Time
	CompletedAt   *time.Time
	SignedAt      *time.Time
	SignedBy      string
}

// Signed says whether nothing of it changes any more.
func (r Session) Signed() bool { return r.SignedAt != nil }

// AcceptsChanges refuses to change what is signed.
func (r Session) AcceptsChanges() error {
	if r.Signed() {
		return problem.New(problem.Conflict, "This integration session is signed: nothing of it changes any more.")
	}
	return nil
}

// Fact is the visit, for what is rated and agreed at it.
func (r Session) Fact() preparation.Fact {
	return preparation.Fact{Kind: "integration_session", ID: r.ID}
}

// Completed are the calendar days on which integration of a dosing day was completed, in
// order; without is a session that does not count.
func Completed(records []Session, day, without uuid.UUID, zone *time.Location) []time.Time {
	var days []time.Time
	for _, r := range records {
		if r.CompletedAt != nil && r.ID != without && r.DosingDayID == day && day != uuid.Nil {
			days = append(days, calendar.Day(r.HeldAt, zone))
		}
	}
	slices.SortFunc(days, time.Time.Compare)
	return days
}

// MadeFor says whether a call that reached the client is the safety call of a dosing day:
// about the day or its session, and made on the day it is due or later.
func MadeFor(calls []safety.SafetyCall, day course.CourseDay, session uuid.UUID, zone *time.Location, b protocol.Body) bool {
	return slices.ContainsFunc(calls, func(c safety.SafetyCall) bool {
		about := c.DosingDayID != nil && *c.DosingDayID == day.ID || c.SessionID != nil && *c.SessionID == session
		return about && c.Outcome == string(Reached) && IsCall(day.Day, calendar.Day(c.At, zone), b)
	})
}

// Text is everything that is signed of an integration session.
type Text struct {
	Visit
	HeldBy    string
	DosingDay time.Time `as:"date"`
	Goals     []GoalText
	Practices []PracticeText // of earlier visits, asked at this one
	Agreed    []string       // until the next visit
}

// GoalText is a goal with its rating at the visit.
type GoalText struct {
	Words  string
	Rating *int
}

// PracticeText is a practice and what became of it.
type PracticeText struct {
	Words      string
	Happened   preparation.Happened
	AskedWords string
}

// toAsk are the practices of earlier visits whose status is asked at this one: what was
// answered before is not asked again.
func (r Session) toAsk(practices []preparation.Practice) []preparation.Practice {
	var ask []preparation.Practice
	for _, p := range practices {
		if p.CourseID == r.CourseID && !r.agreedHere(p) && r.open(p) {
			ask = append(ask, p)
		}
	}
	return ask
}

// open says whether a practice was still unasked when the visit was written down. A
// visit that is completed asked only what it holds.
func (r Session) open(p preparation.Practice) bool {
	if r.CompletedAt != nil {
		return !p.AskedAt.IsZero() && !p.AskedAt.Before(r.CreatedAt) && !p.AskedAt.After(*r.CompletedAt)
	}
	return p.Happened == preparation.NotAsked || !r.CreatedAt.IsZero() && !p.AskedAt.Before(r.CreatedAt)
}

// agreed are the practices agreed at the visit, the first first.
func (r Session) agreed(practices []preparation.Practice) []preparation.Practice {
	var agreed []preparation.Practice
	for i := len(practices) - 1; i >= 0; i-- {
		if r.agreedHere(practices[i]) {
			agreed = append(agreed, practices[i])
		}
	}
	return agreed
}

func (r Session) agreedHere(p preparation.Practice) bool {
	return p.Fact != nil && p.FactKind == "integration_session" && *p.Fact == r.ID
}
