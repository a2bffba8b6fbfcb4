package measureweb

import (
	"context"
	"fmt"
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/endpoint"
	"kap/internal/measure"
	"kap/web/ui"
)

// response is one questionnaire as it was answered.
type response struct {
	measure.Response
	list
	Override ui.Form
}

func (s Screens) response(r *http.Request) (templ.Component, error) {
	return s.responsePage(r, endpoint.Fresh(r, r.URL.Path+"/override"))
}

func (s Screens) responsePage(r *http.Request, f ui.Form) (templ.Component, error) {
	one, page, err := s.Measures.One(r.Context(), endpoint.Client(r), endpoint.Param(r, "response"))
	return responsePage(response{one, list{page, at(r)}, f}), err
}

func (s Screens) overrideForm() endpoint.Form[measure.OverrideEntry] {
	return endpoint.Form[measure.OverrideEntry]{
		Page: s.responsePage,
		Submit: func(r *http.Request, o measure.OverrideEntry) (endpoint.Answer, error) {
			client, response := endpoint.Client(r), endpoint.Param(r, "response")
			return endpoint.SeeOther("%s/%s", at(r), response), s.Measures.Override(r.Context(), client, response, endpoint.ID(r), o)
		},
	}
}

// unasked is what was left open although it could ask for a clinician; "" for nothing.
func (v response) unasked() string {
	switch {
	case !v.Has(measure.Incomplete) || v.Overridden():
		return ""
	case v.Instrument == "phq9":
		return "Item 9 was not answered."
	}
	return "The screen was not finished."
}

// definitions are the versions that this page is read by.
func (v response) definitions() string {
	words := fmt.Sprintf("Text of the questionnaire, version %d.", v.Version)
	if v.Instrument == "phq9" || v.Instrument == "gad7" {
		words += fmt.Sprintf(" Definitions of change, version %d.", v.Protocol.Measures.Change.Version)
	}
	return words
}

func (v response) facts(ctx context.Context) []ui.Fact {
	facts := append(ui.FactsOf(ctx, v.Sitting), ui.Fact{Label: "Total", Value: total(v.Response)})
	if words := meaning(v.Response); words != "" {
		facts = append(facts, ui.Fact{Label: "Meaning", Value: words})
	}
	if v.Instrument == "phq9" {
		facts = append(facts, ui.Fact{Label: "Item 9", Value: item9(v.Response), Warn: v.Has(measure.Alert)})
	}
	if v.Instrument == "phq9" || v.Instrument == "gad7" {
		facts = append(facts, ui.Fact{Label: "Change", Value: v.change(v.Response)})
	}
	if v.Overridden() {
		facts = append(facts, ui.Fact{Label: "Taken for positive by", Value: v.OverriddenBy + ": " + v.OverrideReason, Warn: true})
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
