package ui

import (
	"slices"
	"testing"
	"time"

	"kap/internal/problem"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func TestTimesAreWrittenAsPeopleSayThem(t *testing.T) {
	ctx := WithShell(t.Context(), Shell{Now: noon, Zone: time.FixedZone("Denver", -7*60*60)})
	for _, c := range []struct{ name, got, want string }{
		{"clock, in the clinic's zone", Clock(ctx, noon.Add(4*time.Hour)), "9:00 am"},
		{"day of this year", Day(ctx, noon), "Tue Nov 24"},
		{"the clinic's day, not the server's", Day(ctx, noon.Add(-6*time.Hour)), "Mon Nov 23"},
		{"day of another year", Day(ctx, noon.AddDate(1, 0, 0)), "Wed Nov 24, 2027"},
		{"both", DayTime(ctx, noon), "Tue Nov 24, 5:00 am"},
		{"ago", Ago(ctx, noon.Add(-4*time.Minute)), "4 min"},
		{"born unknown", BirthDay(time.Time{}), "Not asked"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %q want %q", c.name, c.got, c.want)
		}
	}
}

func TestASpanIsInItsLargestUnit(t *testing.T) {
	for _, c := range []struct {
		span time.Duration
		want string
	}{
		{0, "0 min"}, {59*time.Minute + 59*time.Second, "59 min"}, {time.Hour, "1 h"},
		{48*time.Hour - time.Second, "47 h"}, {48 * time.Hour, "2 days"}, {-4 * time.Minute, "4 min"},
	} {
		if got := Span(c.span); got != c.want {
			t.Errorf("%v: got %q want %q", c.span, got, c.want)
		}
	}
}

func TestDueIsSeenFromNow(t *testing.T) {
	for _, c := range []struct {
		left time.Duration
		want string
	}{
		{3 * time.Minute, "in 3 min"}, {time.Minute, "in 1 min"}, {59 * time.Second, "now"},
		{-59 * time.Second, "now"}, {-time.Minute, "late 1 min"},
	} {
		if got := DueIn(noon, noon.Add(c.left)); got != c.want {
			t.Errorf("%v: got %q want %q", c.left, got, c.want)
		}
	}
}

func TestADefaultNeverReplacesWhatWasPosted(t *testing.T) {
	posted := Form{Refused: true, Values: map[string][]string{"b": {""}}}
	if got := posted.Default("a", "x").Value("a"); got != "" {
		t.Errorf("posted: got %q", got)
	}
	fresh := Form{}.Default("a", "x")
	if got := fresh.Default("a", "y").Value("a"); got != "x" {
		t.Errorf("set before: got %q", got)
	}
	if fresh.Default("b", "z"); fresh.Values.Has("b") {
		t.Error("the form itself was changed")
	}
}

func TestErrorsAreFoundByName(t *testing.T) {
	f := Form{Errors: []problem.Field{{Name: "lines[1].units", Message: "Units are halves."}}}
	if f.Error("lines[1].units") == "" || f.Error("lines[1]") != "" {
		t.Error("error at another field")
	}
	if got := f.id("lines[1].units"); got != "lines-1-units" {
		t.Errorf("got id %q", got)
	}
}

func TestTheCurrentLinkIsTheLongestPrefix(t *testing.T) {
	items := []NavItem{{"Today", "/"}, {"Clients", "/clients"}, {"Chart", "/clients/1"}}
	for path, want := range map[string]int{"/": 0, "/clients": 1, "/clients/2": 1, "/clients/1/notes": 2, "/clientsx": -1, "/x": -1} {
		if got := current(items, path); got != want {
			t.Errorf("%s: got %d want %d", path, got, want)
		}
	}
	if currentWord(items, 1, "/clients") != "page" || currentWord(items, 1, "/clients/2") != "true" || currentWord(items, 0, "/clients") != "" {
		t.Error("aria-current is wrong")
	}
}

func TestTheStripFoldsThePastThenWhatIsFurthest(t *testing.T) {
	course := func(done, ahead int) []Step {
		return slices.Concat(slices.Repeat([]Step{{State: "done"}}, done), slices.Repeat([]Step{{State: "planned"}}, ahead))
	}
	for name, c := range map[string]struct {
		done, ahead  int
		wide, narrow stretch
	}{
		"a short course is whole":                    {3, 8, stretch{0, 11}, stretch{0, 11}},
		"one more folds the past where it is narrow": {4, 8, stretch{0, 12}, stretch{2, 12}},
		"two done steps stay":                        {5, 12, stretch{0, 17}, stretch{3, 12}},
		"a beginning folds what is furthest":         {1, 16, stretch{0, 17}, stretch{0, 10}},
		"an end folds the past alone":                {16, 1, stretch{0, 17}, stretch{7, 17}},
		"above seventeen the wide strip folds too":   {17, 1, stretch{2, 18}, stretch{8, 18}},
		"a future is whole where it is wide":         {0, 18, stretch{0, 18}, stretch{0, 10}},
		"no step":                                    {0, 0, stretch{0, 0}, stretch{0, 0}},
	} {
		steps := course(c.done, c.ahead)
		if got := wide(steps); got != c.wide {
			t.Errorf("%s: wide %v, want %v", name, got, c.wide)
		}
		got := narrow(steps)
		if got != c.narrow {
			t.Errorf("%s: narrow %v, want %v", name, got, c.narrow)
		}
		marks := got.to - got.from
		if got.from > 0 {
			marks++
		}
		if got.to < len(steps) {
			marks++
		}
		if marks > narrowLength {
			t.Errorf("%s: %d marks", name, marks)
		}
	}
}

func TestTodayIsNeverFolded(t *testing.T) {
	steps := slices.Concat(slices.Repeat([]Step{{State: "done"}}, 2), []Step{{State: "held"}},
		slices.Repeat([]Step{{State: "done"}}, 9), []Step{{State: "today"}}, slices.Repeat([]Step{{State: "planned"}}, 4))
	if got := narrow(steps); !got.holds(12) {
		t.Errorf("today is folded away: %v", got)
	}
	if state, word := foldedState(steps[:4]); state != "held" || word != "not all done" {
		t.Errorf("an open step is folded as %s, %s", state, word)
	}
}

func TestLabelsDoNotOverlap(t *testing.T) {
	got := lanes([]float64{0, 5, 10, 60}, []float64{50, 50, 50, 50}, 2)
	if want := []int{-1, 1, 0, 0}; !slices.Equal(got, want) {
		t.Errorf("got %v want %v", got, want)
	}
}

func TestAnAxisHasAtMostSevenTicks(t *testing.T) {
	for _, days := range []int{1, 6, 7, 13, 100, 800, 2000} {
		if got := len(ticks(noon, noon.AddDate(0, 0, days))); got < 2 || got > 7 {
			t.Errorf("%d days: got %d ticks", days, got)
		}
	}
}

func TestTheRunningAxisEndsSoonAfterWhatIsDue(t *testing.T) {
	v := Vitals{Readings: []Reading{{At: noon}}, Due: []time.Time{noon.Add(40 * time.Minute), noon.Add(5 * time.Hour)}, Running: true}
	a := v.axis(noon.Add(10 * time.Minute))
	if !a.to.After(v.Due[0]) || a.to.After(noon.Add(time.Hour)) {
		t.Errorf("the axis ends at %v", a.to)
	}
}

func TestWordsOfNearLinesDoNotLieOnEachOther(t *testing.T) {
	p := panel{Measure: Measure{Max: 27, Lines: []RefLine{{At: 6, Word: "Response"}, {At: 5, Word: "Remission"}}}, height: 270}
	if above, below := p.wordAt(p.Lines[0]), p.wordAt(p.Lines[1]); above >= p.y(6) || below-above < 20 {
		t.Errorf("words at %.0f and %.0f, lines at %.0f and %.0f", above, below, p.y(6), p.y(5))
	}
	p.Lines[0].At = 9
	if p.wordAt(p.Lines[0]) <= p.y(9) {
		t.Error("a line with room below has its word above")
	}
}
