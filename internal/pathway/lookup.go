package pathway

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/calendar"
	"kap/internal/course"
	"kap/internal/eligibility"
	"kap/internal/medication"
	"kap/internal/readiness"
	"kap/internal/schedule"
)

// decision is the latest signed decision, or nil.
func (f Facts) decision() *eligibility.DecisionAt {
	return eligibility.SignedLast(f.Decisions, f.Course.ID)
}

// draftDecision is a decision begun after the latest signed one.
func (f Facts) draftDecision() *eligibility.DecisionAt {
	latest := f.decision()
	for i := range f.Decisions {
		if d := &f.Decisions[i]; d.Draft() && (latest == nil || d.CreatedAt.After(latest.SignedAt)) {
			return d
		}
	}
	return nil
}

// authorizing is the decision that authorizes and has not run out by a day, or nil. Before
// its first day there is nothing to decide again, though no dose falls under it yet.
func (f Facts) authorizing(day time.Time) *eligibility.DecisionAt {
	d := f.decision()
	if d == nil || !d.InForce(day) && !day.Before(d.ValidFrom) {
		return nil
	}
	return d
}

// unmet are the conditions of a decision that are open, in words.
func (f Facts) unmet(d eligibility.DecisionAt) []string {
	var words []string
	for _, c := range d.Unmet(f.MeasuredHere) {
		words = append(words, c.Words)
	}
	return words
}

// left is how many sessions the decision in force still authorizes.
func (f Facts) left() int {
	d := f.decision()
	if d == nil || !d.Kind.Authorizes() {
		return 0
	}
	return eligibility.SessionsLeft(d.Sessions, course.DosedSince(course.Of(f.Days, f.Course.ID), d.SignedAt))
}

// signedPrescription is the order that lasts longest of those that run, or nil.
func (f Facts) signedPrescription() *medication.Prescription {
	var longest *medication.Prescription
	running := medication.Running(f.Prescriptions, f.Course.ID)
	for i := range running {
		if longest == nil || running[i].ExpiresOn.After(longest.ExpiresOn) {
			longest = &running[i]
		}
	}
	return longest
}

// draftPrescription is the order that was begun first of those not signed, or nil.
func (f Facts) draftPrescription() *medication.Prescription {
	for i := len(f.Prescriptions) - 1; i >= 0; i-- {
		if p := &f.Prescriptions[i]; p.Draft() {
			return p
		}
	}
	return nil
}

// hasLozenges says whether any are on hand, of whatever strength.
func (f Facts) hasLozenges() bool {
	for _, units := range f.Lozenges {
		if units > 0 {
			return true
		}
	}
	return false
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
		return v.Kind == kind && calendar.Day(held, f.Zone).Equal(calendar.Day(v.StartsAt, f.Zone))
	}
	for _, c := range f.Consultations {
		if of(c.Kind.Visit(), c.AppointmentID, c.HeldAt) {
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
		if s.Appointment == v.ID {
			return true
		}
	}
	return false
}

// here is the session the client is in now, or nil.
func (f Facts) here() *readiness.Session {
	for i := range f.Sessions {
		if f.Sessions[i].Status.Here() {
			return &f.Sessions[i]
		}
	}
	return nil
}

// sessionOf is the session of a dosing day, or nil (taken at home).
func (f Facts) sessionOf(day course.CourseDay) *readiness.Session {
	for i := range f.Sessions {
		if f.Sessions[i].DosingDay == day.ID {
			return &f.Sessions[i]
		}
	}
	return nil
}

// consulted is the latest consultation of a kind held after a moment, or nil.
func (f Facts) consulted(kind eligibility.ConsultationKind, after time.Time) *eligibility.ConsultationAt {
	held := eligibility.HeldSince(f.Consultations, f.Course.ID, kind, after)
	if len(held) == 0 {
		return nil
	}
	return &held[len(held)-1]
}
