package today

import (
	"time"

	"kap/internal/auth"
	"kap/internal/readiness"
	"kap/internal/task"
	"kap/internal/vitals"
)

// Pressing is the one thing on top of a home: a task, or a visit.
type Pressing struct {
	Task  *task.Task
	Visit *Visit
}

// Next picks what comes first: danger to somebody, what the front desk has let pass, a
// client who is here, a visit within the hour, what is overdue or due today, the next
// visit, anything else.
func (h Home) Next(now, endOfDay time.Time) Pressing {
	first := h.firstTask()
	if first != nil && first.Urgent {
		return Pressing{Task: first}
	}
	next := h.nextVisit(now)
	switch {
	case h.As == auth.Admin && first != nil && first.Due != nil && first.Due.Before(now):
		return Pressing{Task: first}
	case next != nil && (next.Here() || next.StartsAt.Sub(now) <= time.Hour):
		return Pressing{Visit: next}
	case first != nil && first.Due != nil && !first.Due.After(endOfDay):
		return Pressing{Task: first}
	case next != nil:
		return Pressing{Visit: next}
	}
	return Pressing{Task: first}
}

func (h Home) firstTask() *task.Task {
	if len(h.Needs) == 0 {
		return nil
	}
	return &h.Needs[0]
}

// inHands is the visit of a client who is here and whom the reader sees to: the room whose
// reading is due first, for a nurse whoever's it is, for others their own.
func (h Home) inHands() (here *Visit) {
	for i, v := range h.Visits {
		if v.Here() && h.seesTo(v) && (here == nil || h.dueAt(v).Before(h.dueAt(*here))) {
			here = &h.Visits[i]
		}
	}
	return here
}

// seesTo: a client who is here is in other hands than the front desk's.
func (h Home) seesTo(v Visit) bool {
	return h.As == auth.Nurse || h.As == auth.MedicalAssistant || v.Mine && h.As != auth.Admin
}

// Reading is the next reading of a session that runs; nil where none is to be taken.
func (h Home) Reading(v Visit) *vitals.DueReading {
	for _, r := range h.Due {
		if r.ID == v.ID {
			return r.Next
		}
	}
	return nil
}

// dueAt is when somebody has to be in the room next; a client without a lozenge is waited
// on since they came.
func (h Home) dueAt(v Visit) time.Time {
	switch next := h.Reading(v); {
	case next != nil:
		return next.At
	case v.Session.Status == readiness.Dosed: // every reading is taken
		return v.EndsAt
	}
	return v.StartsAt
}

// nextVisit is the visit of a client who is here and in the hands of whoever reads it,
// else the next to come.
func (h Home) nextVisit(now time.Time) *Visit {
	if here := h.inHands(); here != nil {
		return here
	}
	for i := range h.Visits {
		if !h.Visits[i].Over(now) && !h.Visits[i].Here() {
			return &h.Visits[i]
		}
	}
	return nil
}
