package pathway

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/course"
	"kap/internal/eligibility"
	"kap/internal/schedule"
)

// decision is the latest signed decision, or nil.
func (f Facts) decision() *Decision {
	var latest *Decision
	for i := range f.Decisions {
		if d := &f.Decisions[i]; d.SignedAt != nil && (latest == nil || d.SignedAt.After(*latest.SignedAt)) {
			latest = d
		}
	}
	return latest
}

// draftDecision is a decision begun after the latest signed one.
func (f Facts) draftDecision() *Decision {
	latest := f.decision()
	for i := range f.Decisions {
		if d := &f.Decisions[i]; d.SignedAt == nil && (latest == nil || d.CreatedAt.After(*latest.SignedAt)) {
			return d
		}
	}
	return nil
}

// authorizing is the decision in force on a day, or nil: revoked and run-out ones
// authorize nothing (protocol 1).
func (f Facts) authorizing(day time.Time) *Decision {
	d := f.decision()
	if d == nil || !d.Kind.Authorizes() || d.ValidUntil != nil && day.After(*d.ValidUntil) {
		return nil
	}
	return d
}

// left is how many sessions the decision in force still authorizes.
func (f Facts) left() int {
	d := f.decision()
	if d == nil || !d.Kind.Authorizes() {
		return 0
	}
	return eligibility.SessionsLeft(d.Sessions, course.DosedSince(course.Of(f.Days, f.Course.ID), *d.SignedAt))
}

func (f Facts) signedPrescription() *Prescription {
	for i := len(f.Prescriptions) - 1; i >= 0; i-- {
		if p := &f.Prescriptions[i]; p.SignedAt != nil && p.EndedAt == nil {
			return p
		}
	}
	return nil
}

func (f Facts) draftPrescription() *Prescription {
	for i := range f.Prescriptions {
		if p := &f.Prescriptions[i]; p.SignedAt == nil && p.EndedAt == nil {
			return p
		}
	}
	return nil
}

// taken are the dosed days of the course, by date.
func (f Facts) taken() []course.CourseDay {
	var taken []course.CourseDay
	for _, d := range f.Days {
		if d.Took && d.CourseID != nil && *d.CourseID == f.Course.ID {
			taken = append(taken, d)
		}
	}
	return taken
}

func (f Facts) lastTaken() *course.CourseDay {
	taken := f.taken()
	if len(taken) == 0 {
		return nil
	}
	return &taken[len(taken)-1]
}

// visit is the first visit of a kind that is booked and not yet written down.
func (f Facts) visit(kind schedule.Kind) *schedule.Visit {
	for i := range f.Visits {
		if v := &f.Visits[i]; v.Kind == kind && f.awaited(*v) {
			return v
		}
	}
	return nil
}

// awaited says that a visit is still to come or to be written down.
func (f Facts) awaited(v schedule.Visit) bool {
	switch v.Status {
	case schedule.NotHeld, schedule.Cancelled, schedule.NoShow:
		return false
	case schedule.Done:
		return v.Kind != schedule.Dosing && v.Kind != schedule.Call && !f.written(v)
	}
	return !f.written(v)
}

// written says that the record of a visit was begun: it names the visit, or is
// of the visit's kind and day.
func (f Facts) written(v schedule.Visit) bool {
	of := func(kind schedule.Kind, named *uuid.UUID, held time.Time) bool {
		if named != nil {
			return *named == v.ID
		}
		return v.Kind == kind && course.Day(held, f.Zone).Equal(course.Day(v.StartsAt, f.Zone))
	}
	for _, c := range f.Consultations {
		if of(visitKind(c.Kind), c.AppointmentID, c.HeldAt) {
			return true
		}
	}
	for _, p := range f.Preparations {
		if of(schedule.Preparation, p.AppointmentID, p.HeldAt) {
			return true
		}
	}
	for _, i := range f.Integrations {
		if of(schedule.Integration, i.AppointmentID, i.HeldAt) {
			return true
		}
	}
	for _, s := range f.Sessions {
		if s.AppointmentID != nil && *s.AppointmentID == v.ID {
			return true
		}
	}
	return false
}

// visitKind is what a consultation is booked as.
func visitKind(consultation string) schedule.Kind {
	if consultation == "first" {
		return schedule.Consultation
	}
	return schedule.Kind(consultation)
}

// here is the session the client is in now, or nil.
func (f Facts) here() *Session {
	for i := range f.Sessions {
		switch f.Sessions[i].Status {
		case "arrived", "cleared", "dosed":
			return &f.Sessions[i]
		}
	}
	return nil
}

// sessionOf is the session of a dosing day, or nil (taken at home).
func (f Facts) sessionOf(day course.CourseDay) *Session {
	for i := range f.Sessions {
		if id := f.Sessions[i].DosingDayID; id != nil && *id == day.ID {
			return &f.Sessions[i]
		}
	}
	return nil
}

// consulted is the latest consultation of a kind held after a moment, or nil.
func (f Facts) consulted(kind string, after time.Time) *Consultation {
	for i := len(f.Consultations) - 1; i >= 0; i-- {
		if c := &f.Consultations[i]; c.Kind == kind && c.HeldAt.After(after) {
			return c
		}
	}
	return nil
}
