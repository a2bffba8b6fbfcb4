package measure

import (
	"fmt"

	"kap/internal/pause"
	"kap/internal/protocol"
)

// Consequence is what a response opens at once, besides being recorded.
type Consequence struct {
	RiskCheck string // why a clinician checks risk today; empty: nobody needs to
	Pause     string // why the course is paused; empty: it is not
	Reviews   []Review
}

// Review is a question for the prescriber.
type Review struct {
	Kind   pause.ReviewKind
	Reason string
}

// Finds says what a response opens (protocol 1.4, 6). baseline is the one named before
// it, nil for none; dosed says whether the course has had a dose: without a baseline
// item 9 is then compared with "not at all", and before it the decision reads it. known
// says that the course's last risk check holds active ideation already: a screen that tells
// of it is then a question and no pause.
func Finds(r Response, baseline *Response, dosed, known bool, b protocol.Body) Consequence {
	var found Consequence
	if r.Has(Alert) {
		found.RiskCheck = alertWords(r)
	}
	switch {
	case r.Instrument == "asq" && r.Has(AlertAcute) && !known:
		found.Pause = alertWords(r)
	case r.Instrument == "asq" && r.Has(Positive):
		found.Reviews = append(found.Reviews, Review{pause.Screen, "Suicide screen positive: " + r.Name() + "."})
	}
	if rise, ok := item9Rise(r, baseline, dosed); ok {
		found.Reviews = append(found.Reviews, Review{pause.Item9, rise})
	}
	if baseline != nil && r.Instrument == "phq9" && r.Total != nil && baseline.Total != nil &&
		*r.Total-*baseline.Total >= b.Eligibility.ReviewWorseBy {
		found.Reviews = append(found.Reviews, Review{pause.Worse,
			fmt.Sprintf("PHQ-9 is %d, from %d at baseline.", *r.Total, *baseline.Total)})
	}
	return found
}

func alertWords(r Response) string {
	if item9 := r.Item9(); item9 != nil {
		return fmt.Sprintf("PHQ-9 item 9 answered %d of 3.", *item9)
	}
	if now := r.Answers["5"]; r.Has(AlertAcute) && now == nil {
		return r.Name() + " is positive, and whether it is now was not answered."
	}
	if r.Has(AlertAcute) {
		return r.Name() + ": thoughts of killing oneself right now."
	}
	return r.Name() + " is positive."
}

func item9Rise(r Response, baseline *Response, dosed bool) (string, bool) {
	now, was := r.Item9(), 0
	if baseline != nil {
		was = is(baseline.Item9())
	}
	if now == nil || *now <= was || baseline == nil && !dosed {
		return "", false
	}
	return fmt.Sprintf("PHQ-9 item 9 is %d, above %d at baseline.", *now, was), true
}
