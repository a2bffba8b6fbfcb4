package measureweb

import (
	"fmt"
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/endpoint"
	"kap/internal/measure"
	"kap/web/ui"
)

func (s Screens) entryForm() endpoint.Form[measure.ResponseEntry] {
	return endpoint.Form[measure.ResponseEntry]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) {
			i, err := s.Measures.Instrument(endpoint.Word(r, "instrument"))
			e := measure.ResponseEntry{Sitting: measure.Sitting{At: ui.ShellOf(r.Context()).Now, Place: "here", AnsweredBy: "client"}}
			return entryPage(i, endpoint.Filled(r, f, e)), err
		},
		Submit: func(r *http.Request, e measure.ResponseEntry) (endpoint.Answer, error) {
			i, err := s.Measures.Instrument(endpoint.Word(r, "instrument"))
			if err != nil {
				return endpoint.Answer{}, err
			}
			to := endpoint.SeeOther("%s/%s", at(r), endpoint.ID(r))
			return to, s.Measures.Record(r.Context(), endpoint.Client(r), endpoint.ID(r), i, e)
		},
	}
}

func (s Screens) byHandForm() endpoint.Form[measure.ScoreEntry] {
	return endpoint.Form[measure.ScoreEntry]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) { return byHandPage(f), nil },
		Submit: func(r *http.Request, h measure.ScoreEntry) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s", at(r)), s.Measures.RecordByHand(r.Context(), endpoint.Client(r), endpoint.ID(r), h)
		},
	}
}

// question is an item as a row of answers, with one for what was left open.
func question(n int, item measure.Item) ui.Field {
	field := ui.Field{Name: "answers[" + item.ID + "]", Label: fmt.Sprintf("%d. %s", n+1, item.Text), Required: true}
	for _, c := range item.Choices {
		field.Options = append(field.Options, ui.Option{Value: fmt.Sprint(c.Value), Label: c.Words})
	}
	field.Options = append(field.Options, ui.Option{Value: measure.Refused, Label: "Refused or does not know"})
	return field
}
