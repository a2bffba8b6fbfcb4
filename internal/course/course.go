package course

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/schedule"
)

// Course is one course of treatment, from referral to closing. It stores facts
// only: its stage is the pathway's.
type Course struct {
	ID              uuid.UUID
	Kind            Kind
	ReferredBy      string
	OpenedAt        time.Time
	ProtocolVersion *int // in force when found eligible; nil before
	PlannedDoses    int
	TherapistID     uuid.UUID // primary therapist; zero: not named
	PrescriberID    uuid.UUID
	TherapistName   string `db:"therapist_name,read"` // with credentials
	PrescriberName  string `db:"prescriber_name,read"`
	Prescriber      string `db:"prescriber,read"` // the name alone
	ClosedAt        *time.Time
	ClosedBy        string `db:"closed_by,read"`
	ClosedReason    ClosingReason
	ClosingVisit    ClosingVisit
	ClosingWords    string
	Leftover        Leftover
}

// Named is the course with an id, zero where it is not among them.
func Named(courses []Course, id uuid.UUID) Course {
	for _, c := range courses {
		if c.ID == id {
			return c
		}
	}
	return Course{}
}

// Open says whether the course goes on.
func (c Course) Open() bool { return c.ClosedAt == nil }

// ForDesk is the course as the front desk reads it: why it closed only where that
// is not clinical (protocol 8).
func (c Course) ForDesk() Course {
	if c.ClosedReason == Clinical || c.ClosedReason == Declined {
		c.ClosedReason, c.ClosingWords, c.ClosingVisit = "", "", ""
	}
	return c
}

// CourseDay is a dosing day with where it belongs.
type CourseDay struct {
	DosingDay
	ID            uuid.UUID
	CourseID      *uuid.UUID // nil: elsewhere
	AppointmentID *uuid.UUID
	BookedAt      time.Time       `db:"-"` // its visit begins; zero: none is booked
	Visit         schedule.Status `db:"-"` // how far that has come; empty: none is booked
	Place         Place
	OverrideID    *uuid.UUID
	IncidentID    *uuid.UUID
	Took          bool `db:"took,read"` // ketamine was taken on Day; otherwise the day is planned
}

// booked are days with the visits they are booked with, in the order of the calendar, those
// that are not booked first. A day that was taken keeps its date.
func booked(days []CourseDay, visits []schedule.DosingVisit) []CourseDay {
	all := slices.Clone(days)
	for i, d := range all {
		for _, v := range visits {
			if d.AppointmentID == nil || *d.AppointmentID != v.ID {
				continue
			}
			all[i].BookedAt, all[i].Visit = v.StartsAt, v.Status
			if !d.Took {
				all[i].Day = v.Day
			}
		}
	}
	slices.SortStableFunc(all, func(a, b CourseDay) int { return a.Day.Compare(b.Day) })
	return all
}

// Confirmed counts the sessions of one course that are confirmed, or in the room, and not
// taken yet.
func Confirmed(days []CourseDay, course uuid.UUID) int {
	n := 0
	for _, d := range days {
		if d.CourseID != nil && *d.CourseID == course && !d.Took && (d.Visit == schedule.Confirmed || d.Visit.Present()) {
			n++
		}
	}
	return n
}

// Of are the days of one course, planned and taken.
func Of(days []CourseDay, course uuid.UUID) []DosingDay {
	var of []DosingDay
	for _, d := range days {
		if d.CourseID != nil && *d.CourseID == course {
			of = append(of, d.DosingDay)
		}
	}
	return of
}

// LastKetamine is the latest Day, strictly before a Day, on which the client took
// ketamine or esketamine, in any course, here or elsewhere; zero for never.
func LastKetamine(days []CourseDay, before time.Time) time.Time {
	var last time.Time
	for _, d := range days {
		if d.Took && d.Day.Before(before) && d.Day.After(last) {
			last = d.Day
		}
	}
	return last
}
