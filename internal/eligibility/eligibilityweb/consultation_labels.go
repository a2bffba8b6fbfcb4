package eligibilityweb

import (
	"strings"

	"kap/internal/eligibility"
	"kap/internal/protocol"
	"kap/web/ui"
)

// nameCriteria gives the answers of criteria the names of their criteria.
func nameCriteria(differ []ui.Difference) {
	for n, d := range differ {
		for _, c := range eligibility.Criteria {
			if strings.HasPrefix(d.Name, "criteria["+c.ID+"]") {
				differ[n].Label = c.Wording + ": " + strings.ToLower(d.Label)
			}
		}
	}
}

// answersOf are the answers of a criterion as they are offered; not asked comes last.
func answersOf(c eligibility.Criterion, b protocol.Body) []ui.Option {
	list := []ui.Option{{Value: string(eligibility.Absent), Label: "Absent"}}
	for _, s := range c.Options(b.Eligibility) {
		list = append(list, ui.Option{Value: string(s.Answer), Label: s.Wording})
	}
	if len(c.Split) == 0 {
		list = append(list, ui.Option{Value: string(eligibility.Present), Label: "Present"})
	}
	return append(list, ui.Option{Value: "", Label: "Not asked"})
}

// substanceOptions are the substances of an active disorder; none is not said.
func substanceOptions() []ui.Option {
	list := []ui.Option{{Value: "", Label: "Not said"}}
	for _, a := range eligibility.Substance("").Choices() {
		list = append(list, ui.Option{Value: a.Value, Label: a.Words})
	}
	return list
}

// effectState is how a finding reads: the kind of ui.State and its word.
func effectState(f eligibility.Finding) (kind, word string) {
	switch f.Effect {
	case eligibility.Excludes:
		return "danger", "Excludes"
	case eligibility.Weigh:
		return "held", "Weigh"
	case eligibility.Warn:
		return "waiting", "Note"
	case eligibility.NotAnswered:
		return "todo", "Not asked"
	case eligibility.AfterMeasure:
		return "waiting", "Measure first"
	}
	return "ready", "Clear"
}

// answerWords is a finding's answer in words.
func answerWords(f eligibility.Finding) string {
	switch f.Answer {
	case eligibility.NotAsked:
		return "Not asked"
	case eligibility.Absent:
		return "Absent"
	}
	if split, found := strings.CutPrefix(f.Words, wordingOf(f)+": "); found {
		return strings.ToUpper(split[:1]) + split[1:]
	}
	return "Present"
}

// wordingOf is the criterion's own wording.
func wordingOf(f eligibility.Finding) string {
	for _, c := range eligibility.Criteria {
		if c.ID == f.ID {
			return c.Wording
		}
	}
	return f.Words
}

func findings(s sheet) []eligibility.Finding {
	return eligibility.Evaluate(nil, s.Facts, s.Protocol)
}
