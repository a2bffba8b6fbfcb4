package measureweb

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"kap/internal/endpoint"
	"kap/internal/measure"
	"kap/web/ui"
)

func (s Screens) entryForm() endpoint.Form[measure.Entry] {
	return endpoint.Form[measure.Entry]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) {
			i, err := s.Measures.Instrument(endpoint.Word(r, "instrument"))
			f = f.Default("at", now(r)).Default("place", "here").Default("answered_by", "client")
			return entryPage(i, f), err
		},
		Submit: func(r *http.Request, e measure.Entry) (endpoint.Answer, error) {
			i, err := s.Measures.Instrument(endpoint.Word(r, "instrument"))
			if err != nil {
				return endpoint.Answer{}, err
			}
			to := endpoint.SeeOther("%s/%s", at(r), endpoint.ID(r))
			return to, s.Measures.Record(r.Context(), endpoint.Client(r), endpoint.ID(r), i, e)
		},
	}
}

func (s Screens) byHandForm() endpoint.Form[measure.ByHand] {
	return endpoint.Form[measure.ByHand]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) { return byHandPage(f), nil },
		Submit: func(r *http.Request, h measure.ByHand) (endpoint.Answer, error) {
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

func options(words ...string) []ui.Option {
	var list []ui.Option
	for n := 0; n+1 < len(words); n += 2 {
		list = append(list, ui.Option{Value: words[n], Label: words[n+1]})
	}
	return list
}

func occasions() []ui.Option {
	var list []ui.Option
	for _, o := range measure.Occasions {
		list = append(list, ui.Option{Value: o, Label: strings.ToUpper(o[:1]) + o[1:]})
	}
	return list
}

// now is the present minute, as a field for date and time takes it.
func now(r *http.Request) string {
	shell := ui.ShellOf(r.Context())
	return shell.Now.In(shell.Zone).Format("2006-01-02T15:04")
}
