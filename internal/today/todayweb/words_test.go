package todayweb

import (
	"context"
	"testing"
	"time"

	"kap/internal/auth"
	"kap/internal/task"
	"kap/internal/today"
	"kap/web/ui"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func TestWhatIsDueAfterAWeekStandsBelow(t *testing.T) {
	at := func(d time.Duration) *time.Time { due := noon.Add(d); return &due }
	for name, c := range map[string]struct {
		due   *time.Time
		later bool
	}{
		"at no time":            {nil, false},
		"overdue":               {at(-time.Hour), false},
		"in a week":             {at(ahead), false},
		"a minute after a week": {at(ahead + time.Minute), true},
	} {
		soon, later := split(noon, []task.Task{{Due: c.due}})
		if len(later) == 1 != c.later || len(soon)+len(later) != 1 {
			t.Errorf("%s: %d soon, %d later", name, len(soon), len(later))
		}
	}
}

func TestADayWithoutATimeIsReadAsADay(t *testing.T) {
	ctx := ui.WithShell(context.Background(), ui.Shell{Now: noon})
	day := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	for want, at := range map[string]time.Time{
		"since Fri Nov 20": day, "since Fri Nov 20, 12:01 am": day.Add(time.Minute), "from Tue Dec 1": day.AddDate(0, 0, 11),
	} {
		if got := since(ctx, at); got != want {
			t.Errorf("got %q want %q", got, want)
		}
	}
}

func TestWhatIsNotMissingIsNotCalledMissing(t *testing.T) {
	for label, want := range map[string]string{
		"Clinician now": "Clinician now", "In session": "In session", "Leaves about 12:10 pm": "Leaves about 12:10 pm",
		"Not held today": "Not held today", "Escort": "Missing: Escort", "Ready": "Ready",
	} {
		if _, got := deskState(today.Visit{DeskLabel: label}); got != want {
			t.Errorf("%s reads %q", label, got)
		}
	}
}

func TestATentativeDosingIsNotReady(t *testing.T) {
	for status, want := range map[string]string{"tentative": "Tentative", "confirmed": "Ready"} {
		if _, got := readiness(today.Visit{Kind: "dosing", Status: status}, auth.Prescriber); got != want {
			t.Errorf("%s reads %q", status, got)
		}
	}
}
