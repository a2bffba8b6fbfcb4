package pathway_test

import (
	"slices"
	"testing"
	"time"

	"kap/internal/auth"
	"kap/internal/pathway"
	"kap/internal/pause"
	"kap/internal/protocol"
	"kap/internal/task"
)

func TestTheDeskIsAskedAboutTheBookingsOfALongPause(t *testing.T) {
	for _, c := range []struct {
		name   string
		opened time.Time
		change func(*pathway.Facts)
		asked  bool
	}{
		{"fourteen days", at(-14, 0), nil, true},
		{"thirteen days", at(-13, 0), nil, false},
		{"nothing is booked", at(-14, 0), func(f *pathway.Facts) { f.Visits = nil }, false},
		{"three days by this protocol", at(-3, 0), func(f *pathway.Facts) { f.Body.Eligibility.PauseTaskDays = 3 }, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := booked(at(5, 0))
			f.Body = protocol.Default()
			f.Visits[0].Status = "tentative"
			f.Pauses = []pause.Pause{{ID: id(17), Kind: pause.Medical, OpenedAt: c.opened}}
			if c.change != nil {
				c.change(&f)
			}
			steps := pathway.Of(f, now).Steps
			asked := slices.ContainsFunc(steps, func(s pathway.Step) bool {
				return s.Kind == task.AskBookings && s.Owner == auth.Admin && s.Desk == "Paused" && s.Task()
			})
			if asked != c.asked {
				t.Errorf("asked %v, want %v: %+v", asked, c.asked, steps)
			}
		})
	}
}
