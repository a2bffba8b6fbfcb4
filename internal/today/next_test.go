package today

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/readiness"
	"kap/internal/schedule"
	"kap/internal/task"
	"kap/internal/vitals"
)

// TestEveryRoleHasItsOwnNextActWhileClientsAreHere: two are in session, one of them with
// the reader; the other's reading is due sooner, and a task of the front desk is late.
func TestEveryRoleHasItsOwnNextActWhileClientsAreHere(t *testing.T) {
	noon := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	late := noon.Add(-time.Hour)
	room := func(name string, mine bool) Visit {
		return Visit{DayVisit: schedule.DayVisit{ID: uuid.New(), ClientName: name, Kind: schedule.Dosing, Mine: mine, StartsAt: late, EndsAt: noon.Add(time.Hour)},
			Session: readiness.Begun{ID: uuid.New(), Status: readiness.Dosed}}
	}
	ana, luis := room("Ana", true), room("Luis", false)
	due := []Reading{{Visit: ana, Next: &vitals.DueReading{At: noon.Add(20 * time.Minute)}}, {Visit: luis, Next: &vitals.DueReading{At: noon.Add(5 * time.Minute)}}}
	for as, want := range map[auth.Role]string{auth.Therapist: "Ana", auth.Nurse: "Luis", auth.MedicalAssistant: "Luis", auth.Admin: "Confirm the escort"} {
		h := Home{As: as, Visits: []Visit{ana, luis}, Due: due, Needs: []task.Task{{What: "Confirm the escort", Due: &late}}}
		got, p := "", h.Next(noon, noon.Add(12*time.Hour))
		switch {
		case p.Task != nil:
			got = p.Task.What
		case p.Visit != nil:
			got = p.Visit.ClientName
		}
		if got != want {
			t.Errorf("%s: first is %q want %q", as, got, want)
		}
	}
}
