package course

import (
	"fmt"

	"kap/internal/problem"
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

// cancelledBy is whose the cancelled bookings are.
func (c Closing) cancelledBy() string {
	if c.Reason == ClientsWish || c.Reason == Moved || c.Reason == NotReturned {
		return "client"
	}
	return "clinic"
}

func (e Elsewhere) tooClose(least int) string {
	return fmt.Sprintf("Ketamine was taken on %s, fewer than %d days from another day.", Words(e.Day), least)
}
