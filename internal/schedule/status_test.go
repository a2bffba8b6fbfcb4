package schedule_test

import (
	"strings"
	"testing"

	"kap/internal/schedule"
)

// TestStatementsAndRulesMeanTheSameStatuses: the lists that statements name, and what Go
// says of each status.
func TestStatementsAndRulesMeanTheSameStatuses(t *testing.T) {
	for _, s := range []schedule.Status{schedule.Tentative, schedule.Confirmed, schedule.Arrived, schedule.InProgress,
		schedule.Done, schedule.NotHeld, schedule.Cancelled, schedule.NoShow} {
		for _, c := range []struct {
			name, list string
			in         bool
		}{
			{"ahead", schedule.Ahead, s.Ahead()},
			{"present", schedule.Present, s.Present()},
			{"booked", schedule.Booked, s.Ahead() || s.Present()},
			{"active", schedule.Active, s.Active()},
		} {
			if got := strings.Contains(c.list, "'"+string(s)+"'"); got != c.in {
				t.Errorf("%s is in %s: %v, want %v", s, c.name, got, c.in)
			}
		}
		if s.Words() == string(s) {
			t.Errorf("%s has no words", s)
		}
	}
}
