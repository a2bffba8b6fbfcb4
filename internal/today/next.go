package today

import (
	"time"

	"kap/internal/auth"
	"kap/internal/task"
)

// Pressing is the one thing on top of a home: a task, or a visit.
type Pressing struct {
	Task  *task.Task
	Visit *Visit
}

// Next picks what comes first: danger to somebody, a client who is here, a visit
// within the hour, what is overdue or due today, the next visit, anything else.
func (h Home) Next(now, endOfDay time.Time) Pressing {
	first := h.firstTask()
	if first != nil && first.Urgent {
		return Pressing{Task: first}
	}
	next := h.nextVisit(now)
	switch {
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

// nextVisit is the visit of a client who is here, else the next to come. A client who is
// here is in other hands than the front desk's.
func (h Home) nextVisit(now time.Time) *Visit {
	for i := range h.Visits {
		if h.Visits[i].Here() && h.As != auth.Admin {
			return &h.Visits[i]
		}
	}
	for i := range h.Visits {
		if !h.Visits[i].Over(now) && !h.Visits[i].Here() {
			return &h.Visits[i]
		}
	}
	return nil
}
