package integrationweb

import (
	"context"
	"fmt"

	"kap/internal/course"
	"kap/internal/integration"
	"kap/internal/measure"
	"kap/internal/preparation"
	"kap/internal/problem"
	"kap/web/ui"
)

func options(words ...string) []ui.Option {
	var list []ui.Option
	for n := 0; n+1 < len(words); n += 2 {
		list = append(list, ui.Option{Value: words[n], Label: words[n+1]})
	}
	return list
}

var yesNo = options("yes", "Yes", "no", "No")

// under is what stands below the title: which dosing session, which day of its window.
func under(v screen) string {
	if v.Day == nil {
		return "No dosing session was held yet"
	}
	return fmt.Sprintf("After %s on %s, %s", dose(*v.Day), course.Words(v.Day.Day), v.Window().Words)
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
func since(v screen, instrument string) (before, after *measure.Recorded) {
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

func score(r *measure.Recorded) string {
	if r == nil {
		return "not taken"
	}
	return fmt.Sprint(*r.Total)
}

func item9(r *measure.Recorded) string {
	if r == nil || r.Item9() == nil {
		return "not taken"
	}
	return fmt.Sprint(*r.Item9())
}

var readyWords = map[integration.Ready]string{
	integration.IsReady: "Ready", integration.NotReadyYet: "Not yet", integration.Unsure: "Unsure",
	integration.Finished: "Wants no further session",
}

var placeWords = map[preparation.Place]string{
	preparation.Here: "Here", preparation.Video: "By video", preparation.Elsewhere: "Elsewhere",
}

// facts are what was asked, as it is read and signed.
func facts(ctx context.Context, v screen) []ui.Fact {
	r := v.Record
	list := []ui.Fact{
		{Label: "Held", Value: fmt.Sprintf("%s, %d min, %s", ui.DayTime(ctx, r.HeldAt), r.Minutes, placeWords[r.Place])},
		{Label: "Held by", Value: r.HeldBy},
		{Label: "Risk check", Value: riskWords(v)},
		{Label: "Urinary symptoms", Value: r.Urinary + " " + r.UrinaryWords, Warn: r.Urinary == "yes"},
		{Label: "Ready for the next session", Value: readyWords[r.Ready] + " " + r.ReadyWords},
	}
	for _, text := range []struct{ label, value string }{
		{"Why on this day", r.LateReason}, {"State since", r.StateSince}, {"Sleep", r.Sleep}, {"Mood", r.Mood},
		{"After-effects", r.AfterEffects}, {"What surfaced", r.Surfaced}, {"Seen with new clarity", r.Clarity},
		{"Link to intention and goals", r.Intention}, {"For the prescriber", r.Concern},
	} {
		if text.value != "" {
			list = append(list, ui.Fact{Label: text.label, Value: text.value})
		}
	}
	return list
}

func riskWords(v screen) string {
	switch {
	case v.Check != nil:
		return v.Check.Words()
	case v.Record.Signed():
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
