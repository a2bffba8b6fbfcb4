package eligibilityweb

import (
	"strings"

	"kap/internal/eligibility"
	"kap/internal/protocol"
	"kap/web/ui"
)

// labels are the questions of a consultation by input name, in its order.
var labels = []ui.Option{
	{Value: "why_now", Label: "Why now", Hint: "In the client's own words"},
	{Value: "stuck_in", Label: "Feels stuck in"},
	{Value: "since", Label: "Since the last consultation", Hint: "How the doses were, what has changed"},
	{Value: "medical_history", Label: "Medical history"},
	{Value: "psychiatric_history", Label: "Psychiatric history"},
	{Value: "substances", Label: "Substances", Hint: "What, how much, how often, last time; ketamine too"},
	{Value: "family_history", Label: "Family history", Hint: "Psychosis and bipolar disorder in first-degree relatives"},
	{Value: "urinary", Label: "Urinary symptoms now", Hint: "The baseline that later answers are read against"},
	{Value: "tests", Label: "Tests", Hint: "Drug screen, ECG, renal and liver tests, with their days"},
	{Value: "capacity", Label: "Capacity to consent", Hint: "How it was judged"},
	{Value: "impression", Label: "Impression"},
}

func labelOf(name string) string {
	for _, l := range labels {
		if l.Value == name {
			return l.Label
		}
	}
	for _, c := range eligibility.Criteria {
		if strings.HasPrefix(name, "criteria["+c.ID+"]") {
			return c.Wording
		}
	}
	name = strings.NewReplacer("_", " ", ".", " ", "[", " ", "]", "").Replace(name)
	return strings.ToUpper(name[:1]) + name[1:]
}

func question(name string, rows int, required bool) ui.Field {
	for _, l := range labels {
		if l.Value == name {
			return ui.Field{Name: name, Label: l.Label, Hint: l.Hint, Rows: rows, Required: required}
		}
	}
	return ui.Field{Name: name, Label: labelOf(name), Rows: rows, Required: required}
}

func kindOptions() []ui.Option {
	var list []ui.Option
	for _, k := range eligibility.ConsultationKinds {
		list = append(list, ui.Option{Value: string(k), Label: k.Words()})
	}
	return list
}

func modeOptions() []ui.Option {
	var list []ui.Option
	for _, m := range eligibility.VisitModes {
		list = append(list, ui.Option{Value: string(m), Label: m.Words()})
	}
	return list
}

var sourceOptions = []ui.Option{
	{Value: "here", Label: "Measured here"},
	{Value: "client", Label: "Measured at home by the client"},
	{Value: "outside", Label: "Measured elsewhere"},
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
