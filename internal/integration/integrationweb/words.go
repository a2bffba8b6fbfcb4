package integrationweb

import (
	"context"
	"fmt"

	"kap/internal/calendar"
	"kap/internal/course"
	"kap/internal/measure"
	"kap/internal/preparation"
	"kap/internal/problem"
	"kap/web/ui"
)

// under is what stands below the title: which dosing session, which day of its window.
func under(v screen) string {
	if v.Day == nil {
		return "No dosing session was held yet"
	}
	return fmt.Sprintf("After %s on %s, %s", dose(*v.Day), calendar.Words(v.Day.Day), v.Window().Words)
}

func dose(d course.CourseDay) string {
	switch {
	case d.Place != "here":
		return "ketamine taken elsewhere"
	case d.Number == 0:
		return "an unplanned dose"
	}
	return fmt.Sprintf("dose %d", d.Number)
}

// missing are the sentences of what is still to be asked before signing.
func missing(v screen) []string {
	p, ok := problem.As(v.Missing())
	if !ok {
		return nil
	}
	var sentences []string
	for _, f := range p.Fields {
		sentences = append(sentences, f.Message)
	}
	return sentences
}

// since is the change of a measure from the last before the dosing day to the last after.
func since(v screen, instrument string) (before, after *measure.Response) {
	for i := len(v.Responses) - 1; i >= 0; i-- { // the latest stands first
		r := v.Responses[i]
		if r.Instrument != instrument || r.Total == nil {
			continue
		}
		if v.Day != nil && !v.Day.StartedAt.IsZero() && r.At.After(v.Day.StartedAt) {
			after = &v.Responses[i]
			continue
		}
		before = &v.Responses[i]
	}
	return before, after
}

func score(r *measure.Response) string {
	if r == nil {
		return "not taken"
	}
	return fmt.Sprint(*r.Total)
}

func item9(r *measure.Response) string {
	if r == nil || r.Item9() == nil {
		return "not taken"
	}
	return fmt.Sprint(*r.Item9())
}

// facts are what was asked, as it is read and signed.
func facts(ctx context.Context, v screen) []ui.Fact {
	beside := []ui.Fact{{Label: "Held by", Value: v.Session.HeldBy}, {Label: "Risk check", Value: riskWords(v)}}
	return append(beside, ui.FactsOf(ctx, v.Session.Visit)...)
}

func riskWords(v screen) string {
	switch {
	case v.Check != nil:
		return v.Check.Words()
	case v.Session.Signed():
		return "Made"
	}
	return "Not made yet"
}

func rating(n *int) string {
	if n == nil {
		return "not rated"
	}
	return fmt.Sprintf("%d of 10", *n)
}

// pathOf are the ratings of a goal so far: "3, 5, 6".
func pathOf(v screen, g preparation.Goal) string {
	words := ""
	for _, r := range preparation.RatingsOf(v.Ratings, g.ID) {
		if r.Rating != nil {
			words += fmt.Sprintf(", %d", *r.Rating)
		}
	}
	if words == "" {
		return "Not rated yet"
	}
	return "So far " + words[2:]
}
