package today

import (
	"testing"

	"kap/internal/pathway"
	"kap/internal/readiness"
	"kap/internal/schedule"
)

// TestAnUnweighedDosingIsNeverFree: no row of the pathway is no good news. At whatever
// stage, a dosing of which nothing is known says what holds it up.
func TestAnUnweighedDosingIsNeverFree(t *testing.T) {
	for stage, want := range map[string]string{
		"": "Where the course stands is not known yet", "referred": "Eligibility not decided", "consultation": "Eligibility not decided",
		"awaiting information": "Eligibility not decided: information is missing", "deferred": "Eligibility deferred",
		"declined": "Eligibility declined", "eligible": "Another dosing visit comes first", "preparing": "Another dosing visit comes first",
		"dosing 2 of 6": "Another dosing visit comes first", "completing": "All planned doses are taken",
		"completed": "The course is closed", "closed": "The course is closed",
	} {
		for _, status := range []schedule.Status{schedule.Tentative, schedule.Confirmed} {
			held := Visit{DayVisit: schedule.DayVisit{Kind: "dosing", Status: status}, Projection: pathway.Projection{Stage: stage}}.Held()
			if len(held) != 1 || held[0] != want {
				t.Errorf("%s, %s: held up by %q want %q", stage, status, held, want)
			}
		}
	}
}

func TestWhatHoldsAVisitUp(t *testing.T) {
	for name, c := range map[string]struct {
		visit Visit
		want  string // empty: nothing
	}{
		"weighed, nothing lacks":    {Visit{DayVisit: schedule.DayVisit{Kind: "dosing"}, Weighed: true}, ""},
		"weighed, the escort lacks": {Visit{DayVisit: schedule.DayVisit{Kind: "dosing"}, Weighed: true, Blocked: []string{"Escort not confirmed"}}, "Escort not confirmed"},
		"here, no check begun":      {Visit{DayVisit: schedule.DayVisit{Kind: "dosing", Status: "arrived"}}, "The arrival check is not begun"},
		"here, being checked":       {Visit{DayVisit: schedule.DayVisit{Kind: "dosing", Status: "arrived"}, Session: readiness.Begun{Status: "arrived"}}, "Not cleared for the lozenge yet"},
		"cleared":                   {Visit{DayVisit: schedule.DayVisit{Kind: "dosing", Status: "arrived"}, Session: readiness.Begun{Status: "cleared"}}, ""},
		"in session":                {Visit{DayVisit: schedule.DayVisit{Kind: "dosing", Status: "in_progress"}, Session: readiness.Begun{Status: "dosed"}}, ""},
		"a talk visit":              {Visit{DayVisit: schedule.DayVisit{Kind: "preparation"}}, ""},
	} {
		held := c.visit.Held()
		if c.want == "" && len(held) > 0 || c.want != "" && (len(held) != 1 || held[0] != c.want) {
			t.Errorf("%s: held up by %q want %q", name, held, c.want)
		}
	}
}
