package pause_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kap/internal/auth"
	"kap/internal/pause"
	"kap/internal/problem"
)

func TestAWorseValueVoidsAnOverride(t *testing.T) {
	day := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	given := pause.Override{Item: "G08", Covers: "diastolic=92;systolic=148", ValidOn: day, Reason: "White coat"}
	for _, c := range []struct {
		name, item, value string
		day               time.Time
		want              bool
	}{
		{"the same", "G08", "diastolic=92;systolic=148", day, true},
		{"better", "G08", "systolic=147", day, true},
		{"systolic worse by one", "G08", "diastolic=92;systolic=149", day, false},
		{"diastolic worse by one", "G08", "diastolic=93;systolic=148", day, false},
		{"something new", "G08", "systolic=148;rest=1", day, false},
		{"another item", "G09", "systolic=148", day, false},
		{"the day before", "G08", "systolic=148", day.AddDate(0, 0, -1), false},
		{"the day after", "G08", "systolic=148", day.AddDate(0, 0, 1), false},
	} {
		if got := pause.Covers(given, c.item, c.value, c.day); got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

func TestWhoOverrides(t *testing.T) {
	given := pause.OverrideEntry{Reason: "White coat", ValidOn: time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)}
	prescriber := auth.Actor{Roles: []auth.Role{auth.Prescriber}}
	for _, c := range []struct {
		name   string
		actor  auth.Actor
		change func(*pause.OverrideEntry)
		want   problem.Kind
	}{
		{"a prescriber", prescriber, func(*pause.OverrideEntry) {}, 0},
		{"a therapist", auth.Actor{Roles: []auth.Role{auth.Therapist}}, func(*pause.OverrideEntry) {}, problem.Forbidden},
		{"no reason", prescriber, func(g *pause.OverrideEntry) { g.Reason = " " }, problem.Invalid},
		{"no day", prescriber, func(g *pause.OverrideEntry) { g.ValidOn = time.Time{} }, problem.Invalid},
	} {
		g := given
		c.change(&g)
		if err := g.Check(c.actor); (err == nil) != (c.want == 0) || err != nil && !problem.Is(err, c.want) {
			t.Errorf("%s: got %v, want kind %d", c.name, err, c.want)
		}
	}
}

func TestAnExtentIsReadBackAsItWasWritten(t *testing.T) {
	e := pause.Extent{"systolic": 300, "hold: lorazepam, 8 pm": 1, "days too soon": 2}
	if diff := cmp.Diff(e, pause.ParseExtent(e.String())); diff != "" {
		t.Error(diff)
	}
	odd := pause.Extent{"change: a=b;c": 1}
	if !pause.ParseExtent(odd.String()).Covers(odd) {
		t.Errorf("%q does not cover what it was given for", odd)
	}
	if pause.ParseExtent("nonsense").Covers(e) {
		t.Error("nonsense covers something")
	}
}
