package integration_test

import (
	"testing"
	"time"

	"kap/internal/course"
	"kap/internal/integration"
	"kap/internal/preparation"
	"kap/internal/problem"
	"kap/internal/protocol"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

var (
	body   = protocol.Default()
	dosing = time.Date(2026, 10, 30, 0, 0, 0, 0, time.UTC)
)

func day(n int) time.Time { return dosing.AddDate(0, 0, n) }

func fields(err error) []string {
	var names []string
	if p, ok := problem.As(err); ok {
		for _, f := range p.Fields {
			names = append(names, f.Name)
		}
	}
	return names
}

func TestTheWindowOnBothSidesOfEachDay(t *testing.T) {
	for _, c := range []struct {
		on            int
		words         string
		first, second integration.Standing
	}{
		{0, "dosing day", integration.NotYet, integration.NotYet},
		{1, "day 1 of about 14", integration.Open, integration.NotYet},
		{3, "day 3 of about 14", integration.Open, integration.NotYet},
		{4, "day 4 of about 14", integration.NeedsReason, integration.NotYet},
		{6, "day 6 of about 14", integration.NeedsReason, integration.NotYet},
		{7, "day 7 of about 14", integration.NeedsReason, integration.Open},
		{8, "day 8 of about 14", integration.Overdue, integration.Open},
		{12, "day 12 of about 14", integration.Overdue, integration.Open},
		{13, "day 13 of about 14", integration.Overdue, integration.Overdue},
		{14, "day 14 of about 14", integration.Overdue, integration.Overdue},
		{15, "day 15, after the window of about 14", integration.Overdue, integration.Overdue},
	} {
		w := integration.Of(dosing, day(c.on), nil, body)
		if w.Day != c.on || w.Words != c.words || w.First != c.first || w.Second != c.second {
			t.Errorf("day %d: got %+v", c.on, w)
		}
	}
}

func TestVisitsAreHeldInOrder(t *testing.T) {
	for _, c := range []struct {
		name          string
		completed     []time.Time
		first, second integration.Standing
	}{
		{"none", nil, integration.Overdue, integration.Open},
		{"day 2", []time.Time{day(2)}, integration.Held, integration.Open},
		{"days 2 and 6", []time.Time{day(2), day(6)}, integration.Held, integration.Open},
		{"days 2 and 7", []time.Time{day(2), day(7)}, integration.Held, integration.Held},
		{"only day 8 is the first", []time.Time{day(8)}, integration.Held, integration.Open},
	} {
		w := integration.Of(dosing, day(9), c.completed, body)
		if w.First != c.first || w.Second != c.second {
			t.Errorf("%s: got %+v", c.name, w)
		}
	}
	w := integration.Of(dosing, day(1), nil, body)
	if !w.FirstBy.Equal(day(3)) || !w.SecondFrom.Equal(day(7)) || !w.SecondBy.Equal(day(12)) {
		t.Errorf("got %+v", w)
	}
}

func TestTheFirstVisitNeedsAReasonFromDayFour(t *testing.T) {
	for on, want := range map[int]course.Effect{
		-1: course.Nobody, 0: course.Nobody, 1: course.Free, 3: course.Free, 4: course.Reason, 7: course.Reason, 8: course.Reason,
	} {
		if got := integration.FirstVisit(dosing, day(on), body); got.Effect != want || got.Words == "" || got.Days != on {
			t.Errorf("day %d: got %+v", on, got)
		}
	}
}

func visit() integration.Visit {
	return integration.Visit{
		HeldAt: day(2).Add(18 * time.Hour), Minutes: 53, Place: preparation.Here,
		StateSince: "Lighter.", Urinary: "no", RiskCheck: uuid.New(), Ready: integration.IsReady,
	}
}

func TestASessionIsAboutADosingDay(t *testing.T) {
	zone, err := time.LoadLocation("America/Denver")
	if err != nil {
		t.Fatal(err)
	}
	now := day(20)
	at := func(n int) func(*integration.Visit) {
		return func(s *integration.Visit) { s.HeldAt = day(n).Add(18 * time.Hour) }
	}
	for _, c := range []struct {
		name   string
		change func(*integration.Visit)
		first  bool
		want   []string
	}{
		{"day 2", func(*integration.Visit) {}, true, nil},
		{"day 3", at(3), true, nil},
		{"day 4 without a reason", at(4), true, []string{"late_reason"}},
		{"day 4 with a reason", func(s *integration.Visit) { at(4)(s); s.LateReason = "travel" }, true, nil},
		{"day 8 without a reason", at(8), true, []string{"late_reason"}},
		{"day 8, the second", at(8), false, nil},
		{"evening of day 3, day 4 in UTC", func(s *integration.Visit) { s.HeldAt = day(4).Add(4 * time.Hour) }, true, nil},
		{"before the dosing day", at(-1), true, []string{"held_at"}},
		{"on the dosing day", at(0), true, []string{"held_at"}},
		{"on the dosing day, after another", at(0), false, []string{"held_at"}},
		{"day 1", at(1), true, nil},
		{"in the future", func(s *integration.Visit) { s.HeldAt = now.Add(time.Second) }, true, []string{"held_at"}},
		{"no minutes", func(s *integration.Visit) { s.Minutes = 0 }, true, []string{"minutes"}},
		{"no place", func(s *integration.Visit) { s.Place = "" }, true, []string{"place"}},
		{"nothing asked yet", func(s *integration.Visit) { s.Urinary, s.Ready = "", "" }, true, nil},
		{"an answer that no page offers", func(s *integration.Visit) { s.Urinary, s.Ready = "maybe", "soon" }, true, []string{"urinary", "ready"}},
	} {
		s := visit()
		c.change(&s)
		if diff := cmp.Diff(c.want, fields(s.Check(dosing, c.first, zone, now, body))); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestACompletedSessionAskedEverything(t *testing.T) {
	seven := 7
	rated := []preparation.Rating{{Rating: &seven}, {Rating: &seven}}
	asked := []preparation.Practice{{Words: "walk", Happened: preparation.Yes}}
	for _, c := range []struct {
		name      string
		change    func(*integration.Visit)
		goals     []preparation.Rating
		practices []preparation.Practice
		want      []string
	}{
		{"whole", func(*integration.Visit) {}, rated, asked, nil},
		{"no state", func(s *integration.Visit) { s.StateSince = "" }, rated, asked, []string{"state_since"}},
		{"urinary not asked", func(s *integration.Visit) { s.Urinary = "" }, rated, asked, []string{"urinary"}},
		{"urinary without words", func(s *integration.Visit) { s.Urinary = "yes" }, rated, asked, []string{"urinary_words"}},
		{"no risk check", func(s *integration.Visit) { s.RiskCheck = uuid.Nil }, rated, asked, []string{"risk_check"}},
		{"readiness not asked", func(s *integration.Visit) { s.Ready = "" }, rated, asked, []string{"ready"}},
		{"a goal not rated", func(*integration.Visit) {}, []preparation.Rating{{Rating: &seven}, {}}, asked, []string{"goals[1].rating"}},
		{"a practice not asked", func(*integration.Visit) {}, rated,
			[]preparation.Practice{{Words: "walk", Happened: preparation.NotAsked}}, []string{"practices[0].happened"}},
	} {
		s := visit()
		c.change(&s)
		if diff := cmp.Diff(c.want, fields(s.CheckComplete(c.goals, c.practices, body))); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestASessionOpensReviews(t *testing.T) {
	s := visit()
	if got := s.Opens(); got != nil {
		t.Errorf("got %v", got)
	}
	s.Urinary, s.UrinaryWords, s.Concern = "yes", "Urgency.", "Sleeps badly."
	want := []integration.Review{
		{Kind: "urinary", Reason: "Integration visit: urinary symptoms. Urgency."},
		{Kind: "concern", Reason: "Integration visit: Sleeps badly."},
	}
	if diff := cmp.Diff(want, s.Opens()); diff != "" {
		t.Error(diff)
	}
}

func TestAReasonIsAskedOnlyAfterTheFirstDays(t *testing.T) {
	for on, want := range map[int]bool{1: false, 2: false, 3: false, 4: true, 7: true, 8: true} {
		p := integration.Page{Day: &course.CourseDay{DosingDay: course.DosingDay{Day: dosing}}, Zone: time.UTC, Today: day(on), Body: body}
		if got := p.Late(); got != want {
			t.Errorf("opened on day %d: got %v, want %v", on, got, want)
		}
		p.Today, p.Session.HeldAt = day(1), day(on).Add(9*time.Hour)
		if got := p.Late(); got != want {
			t.Errorf("held on day %d: got %v, want %v", on, got, want)
		}
	}
}

func TestTheSafetyCallIsMadeTheNextDayOrLater(t *testing.T) {
	for called, want := range map[int]bool{0: false, 1: true, 2: true} {
		if got := integration.IsCall(dosing, day(called), body); got != want {
			t.Errorf("called on day %d: got %v, want %v", called, got, want)
		}
	}
	if (integration.SafetyCall{Outcome: integration.WithEscort}).Closes() || !(integration.SafetyCall{Outcome: integration.Reached}).Closes() {
		t.Error("only reaching the client closes the call")
	}
}

func TestASafetyCallIsWhole(t *testing.T) {
	now := day(1)
	type call = integration.SafetyCall
	for _, c := range []struct {
		name   string
		change func(*call)
		want   []string
	}{
		{"reached, well", func(*call) {}, nil},
		{"in the future", func(c *call) { c.At = now.Add(time.Second) }, []string{"at"}},
		{"no outcome", func(c *call) { c.Outcome = "" }, []string{"outcome"}},
		{"no answer", func(c *call) { *c = call{At: now, Outcome: integration.NoAnswer} }, nil},
		{"reached, how?", func(c *call) { c.Doing = "" }, []string{"doing", "words"}},
		{"uneasy without words", func(c *call) { c.Doing = integration.Uneasy }, []string{"words"}},
		{"unwell, nobody called", func(c *call) { c.Doing, c.Words = integration.Unwell, "vomits" }, []string{"instruction"}},
		{"unwell, called", func(c *call) { c.Doing, c.Words, c.Instruction = integration.Unwell, "vomits", "ED" }, nil},
		{"no risk check", func(c *call) { c.RiskCheck = uuid.Nil }, []string{"risk_check"}},
		{"the escort says well", func(c *call) { c.Outcome, c.RiskCheck = integration.WithEscort, uuid.Nil }, nil},
	} {
		s := call{At: now, Outcome: integration.Reached, Doing: integration.Well, RiskCheck: uuid.New()}
		c.change(&s)
		if diff := cmp.Diff(c.want, fields(s.Check(now))); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}
