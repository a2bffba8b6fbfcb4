package preparation_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kap/internal/preparation"
	"kap/internal/problem"
	"kap/internal/protocol"
)

var (
	body = protocol.Default()
	noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
)

func fields(err error) []string {
	var names []string
	if p, ok := problem.As(err); ok {
		for _, f := range p.Fields {
			names = append(names, f.Name)
		}
	}
	return names
}

func held() preparation.Visit {
	return preparation.Visit{HeldAt: noon, Minutes: 53, Place: preparation.Here, Topics: []string{"intention"}}
}

func TestASessionIsWhole(t *testing.T) {
	type session = preparation.Visit
	for _, c := range []struct {
		name   string
		change func(*session)
		want   []string
	}{
		{"held here", func(*session) {}, nil},
		{"in the future", func(s *session) { s.HeldAt = noon.Add(time.Second) }, []string{"held_at"}},
		{"no time", func(s *session) { s.Minutes = 0 }, []string{"minutes"}},
		{"no place", func(s *session) { s.Place = "" }, []string{"place"}},
		{"elsewhere, where?", func(s *session) { s.Place = preparation.Elsewhere }, []string{"held_where"}},
		{"elsewhere", func(s *session) { s.Place, s.HeldWhere, s.Topics = preparation.Elsewhere, "Dr. Okafor", nil }, nil},
		{"a topic not on the list", func(s *session) { s.Topics = []string{"weather"} }, []string{"topics"}},
		{"nothing gone through", func(s *session) { s.Topics = nil }, []string{"topics"}},
	} {
		s := held()
		c.change(&s)
		if diff := cmp.Diff(c.want, fields(s.CheckComplete(noon))); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestOnlyCompletedSessionsOfOursCount(t *testing.T) {
	zone, err := time.LoadLocation("America/Denver")
	if err != nil {
		t.Fatal(err)
	}
	done := held()
	done.CompletedAt = noon
	early := done
	early.HeldAt = time.Date(2026, 11, 10, 3, 0, 0, 0, time.UTC) // Nov 9 in Denver
	elsewhere := done
	elsewhere.Place = preparation.Elsewhere
	n, last := preparation.Held([]preparation.Visit{held(), elsewhere, early}, noon, zone)
	if want := time.Date(2026, 11, 9, 0, 0, 0, 0, time.UTC); n != 1 || !last.Equal(want) {
		t.Errorf("got %d, %s", n, last)
	}
	if n, last := preparation.Held(nil, noon, zone); n != 0 || !last.IsZero() {
		t.Errorf("got %d, %s", n, last)
	}
	if n, last := preparation.Held([]preparation.Visit{done, early}, noon, zone); n != 2 || last.Day() != 24 {
		t.Errorf("got %d, %s", n, last)
	}
}

func TestTwoToFourGoals(t *testing.T) {
	for n, want := range map[int][]string{1: {"goals"}, 2: nil, 4: nil, 5: {"goals"}} {
		goals := make([]preparation.Goal, n, n+1)
		for i := range goals {
			goals[i].Words = "sleep"
		}
		ended := append(goals, preparation.Goal{Words: "work", EndedAt: noon})
		if diff := cmp.Diff(want, fields(preparation.CheckGoals(ended, body))); diff != "" {
			t.Errorf("%d goals: %s", n, diff)
		}
	}
	empty := []preparation.Goal{{Words: "sleep"}, {Words: " "}}
	if diff := cmp.Diff([]string{"goals[1].words"}, fields(preparation.CheckGoals(empty, body))); diff != "" {
		t.Error(diff)
	}
}

func TestRatingsAreZeroToTen(t *testing.T) {
	for rating, ok := range map[int]bool{-1: false, 0: true, 10: true, 11: false} {
		if err := (preparation.Rating{Rating: &rating}).Check(body); (err == nil) != ok {
			t.Errorf("%d: got %v", rating, err)
		}
	}
	if (preparation.Rating{}).Check(body) == nil {
		t.Error("not rated is not 0")
	}
}

func TestAGoalMovesFromItsFirstToItsLastRating(t *testing.T) {
	rated := func(n int, days int) preparation.Rating {
		return preparation.Rating{Rating: &n, At: noon.AddDate(0, 0, days)}
	}
	ratings := []preparation.Rating{rated(7, 14), rated(2, 0), rated(4, 3), {At: noon.AddDate(0, 0, 20)}}
	if got, ok := preparation.Change(ratings); !ok || got != 5 {
		t.Errorf("got %d, %v", got, ok)
	}
	if _, ok := preparation.Change(ratings[:1]); ok {
		t.Error("one rating is no change")
	}
	if _, ok := preparation.Change(nil); ok {
		t.Error("no rating is no change")
	}
}

// TestOfSeveralRatingsAtOneVisitTheLastHolds: of one goal; at another visit, or at none, it
// stands beside.
func TestOfSeveralRatingsAtOneVisitTheLastHolds(t *testing.T) {
	goal, other, here, there := uuid.New(), uuid.New(), uuid.New(), uuid.New()
	const kind = "integration_session"
	rated := func(goal uuid.UUID, points int, kind string, fact *uuid.UUID) preparation.Rating {
		return preparation.Rating{GoalID: goal, Rating: &points, FactKind: kind, Fact: fact}
	}
	var got []int
	all := []preparation.Rating{rated(goal, 1, kind, nil), rated(goal, 2, kind, &here), rated(goal, 3, kind, &there), rated(other, 4, kind, &here),
		rated(goal, 5, "preparation_session", &here), rated(goal, 6, kind, &here), rated(goal, 7, kind, nil)}
	for _, r := range preparation.RatingsOf(all, goal) {
		got = append(got, *r.Rating)
	}
	if want := []int{1, 3, 5, 6, 7}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestPracticesAreAskedAbout(t *testing.T) {
	if diff := cmp.Diff([]string{"words", "happened"}, fields(preparation.Practice{Happened: "maybe"}.Check())); diff != "" {
		t.Error(diff)
	}
	if err := (preparation.Practice{Words: "walk", Happened: preparation.NotAsked}).Check(); err != nil {
		t.Error(err)
	}
}

func TestReadinessTakesTheLatestStatement(t *testing.T) {
	today := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	var items []preparation.Item
	for _, r := range preparation.ReadinessItems {
		items = append(items, preparation.Item{Item: r.Item, State: preparation.Done, At: noon})
	}
	if open := preparation.Open(items, today); open != nil {
		t.Errorf("got %v", open)
	}
	for _, c := range []struct {
		name string
		last preparation.Item
		want int
	}{
		{"undone since", preparation.Item{Item: "devices", State: preparation.NotDone, At: noon.Add(1)}, 1},
		{"an older word", preparation.Item{Item: "devices", State: preparation.NotDone, At: noon.Add(-1)}, 0},
		{"not needed", preparation.Item{Item: "devices", State: preparation.NotNeeded, At: noon.Add(1)}, 0},
		{"last day", preparation.Item{Item: "devices", State: preparation.Done, At: noon.Add(1), ExpiresOn: today}, 0},
		{"expired", preparation.Item{Item: "devices", State: preparation.Done, At: noon.Add(1), ExpiresOn: today.AddDate(0, 0, -1)}, 1},
	} {
		if open := preparation.Open(append(items, c.last), today); len(open) != c.want {
			t.Errorf("%s: got %v", c.name, open)
		}
	}
	if open := preparation.Open(nil, today); len(open) != len(preparation.ReadinessItems) {
		t.Errorf("never stated is open: got %v", open)
	}
	bad := preparation.Item{Item: "weather", State: preparation.NotNeeded}
	if diff := cmp.Diff([]string{"item", "evidence"}, fields(bad.Check())); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"state"}, fields(preparation.Item{Item: "devices"}.Check())); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsStillMissing(t *testing.T) {
	s := held()
	if got := preparation.Missing(nil, s); len(got) != 3 {
		t.Errorf("got %v", got)
	}
	s.Intention, s.Setting.Music = "to rest", "her own"
	if got := preparation.Missing([]preparation.Goal{{Words: "sleep"}}, s); got != nil {
		t.Errorf("got %v", got)
	}
	if got := preparation.Missing([]preparation.Goal{{Words: "sleep", EndedAt: noon}}, s); len(got) != 1 {
		t.Errorf("an ended goal is none: got %v", got)
	}
}
