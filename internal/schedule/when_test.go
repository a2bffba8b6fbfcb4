package schedule_test

import (
	"testing"
	"time"

	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/schedule"
)

// TestAVisitLiesAheadAndNotInAnotherCentury: both bounds, to the minute.
func TestAVisitLiesAheadAndNotInAnotherCentury(t *testing.T) {
	now := time.Date(2026, 11, 24, 17, 0, 0, 0, time.UTC)
	for at, refused := range map[time.Time]bool{
		now.Add(-time.Minute):                 true,
		now:                                   false,
		now.AddDate(2, 0, 0):                  false,
		now.AddDate(2, 0, 0).Add(time.Minute): true,
		time.Date(2199, 1, 5, 9, 0, 0, 0, time.UTC): true,
	} {
		if err := schedule.AheadOnly(at, now); (err != nil) != refused {
			t.Errorf("%s: got %v", at, err)
		}
	}
	h := open(t)
	err := h.BookTalk(h.as("grace"), h.ana, db.NewID(), h.talk(func(k *schedule.TalkEntry) {
		k.Day = time.Date(2199, 1, 5, 0, 0, 0, 0, time.UTC)
	}))
	if !problem.Is(err, problem.Invalid) {
		t.Errorf("booked in 2199: got %v", err)
	}
}

// TestHowLongATalkVisitIs: 5 to 240 minutes.
func TestHowLongATalkVisitIs(t *testing.T) {
	for minutes, refused := range map[int]bool{0: true, 4: true, 5: false, 53: false, 240: false, 241: true} {
		h := schedule.TalkEntry{Minutes: minutes}
		p, _ := problem.As(h.Check())
		found := false
		for _, f := range p.Fields {
			found = found || f.Name == "minutes"
		}
		if found != refused {
			t.Errorf("%d min: refused is %t", minutes, found)
		}
	}
}
