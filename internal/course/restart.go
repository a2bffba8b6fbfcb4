package course

import (
	"time"

	"kap/internal/auth"
	"kap/internal/problem"
)

// RestartEntry is a new course after a closed one.
type RestartEntry struct {
	Kind       Kind   `form:"kind"`
	ReferredBy string `form:"referred_by"`
}

// Check refuses a kind that is none.
func (r RestartEntry) Check() error {
	if r.Kind != First && r.Kind != Maintenance {
		return problem.At("kind", "Choose whether it is a course as at first or a maintenance course.")
	}
	return nil
}

// tooEarly refuses a course before the day from which a declined client may apply
// again; a prescriber may open one sooner. A zero day binds nobody (protocol 1.3).
func tooEarly(a auth.Actor, from, today time.Time) error {
	if !today.Before(from) || a.Is(auth.Prescriber) {
		return nil
	}
	return problem.Newf(problem.Conflict, "A new course can begin from %s. Before that day only a prescriber opens one.", from.Format("Mon Jan 2, 2006"))
}
