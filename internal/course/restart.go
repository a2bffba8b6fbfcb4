package course

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/problem"
	"kap/internal/safety"
	"kap/internal/schedule"
)

// Restart is a new course after a closed one.
type Restart struct {
	Kind       Kind   `form:"kind"`
	ReferredBy string `form:"referred_by"`
}

// Check refuses a kind that is none.
func (r Restart) Check() error {
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

// cancelledBy is whose the cancelled bookings are.
func (c Closing) cancelledBy() schedule.Canceller {
	if c.Reason == ClientsWish || c.Reason == Moved || c.Reason == NotReturned {
		return schedule.ByClient
	}
	return schedule.ByClinic
}

// incident is what a dosing day too close to another opens.
func (e Elsewhere) incident(client, id, day uuid.UUID, least int) safety.NewIncident {
	return safety.NewIncident{ID: id, Client: client, Kind: safety.TooEarly, Fact: safety.Fact{Kind: "dosing_day", ID: day},
		Words: fmt.Sprintf("Ketamine was taken on %s, fewer than %d days from another day.", Words(e.Day), least)}
}
