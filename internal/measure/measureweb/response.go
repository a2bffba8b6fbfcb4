package measureweb

import (
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/endpoint"
	"kap/internal/measure"
	"kap/web/ui"
)

// response is one questionnaire as it was answered.
type response struct {
	measure.Recorded
	list
}

func (s Screens) response(r *http.Request) (templ.Component, error) {
	one, page, err := s.Measures.One(r.Context(), endpoint.Client(r), endpoint.Param(r, "response"))
	return responsePage(response{one, list{page, at(r)}}), err
}

func (v response) facts(day string) []ui.Fact {
	facts := []ui.Fact{
		{Label: "Filled in", Value: day},
		{Label: "Occasion", Value: v.Occasion},
		{Label: "Total", Value: total(v.Recorded)},
	}
	if words := meaning(v.Recorded); words != "" {
		facts = append(facts, ui.Fact{Label: "Meaning", Value: words})
	}
	if v.Instrument == "phq9" {
		facts = append(facts, ui.Fact{Label: "Item 9", Value: item9(v.Recorded), Warn: v.Has(measure.Alert)})
	}
	if v.Instrument == "phq9" || v.Instrument == "gad7" {
		facts = append(facts, ui.Fact{Label: "Change", Value: v.change(v.Recorded)})
	}
	return append(facts, ui.Fact{Label: "Entered by", Value: v.RecordedBy})
}

// answer is what was answered to an item, in its words.
func (v response) answer(item measure.Item) string {
	value := v.Answers[item.ID]
	if value == nil {
		return "Refused or does not know"
	}
	for _, c := range item.Choices {
		if c.Value == *value {
			return c.Words
		}
	}
	return ""
}
