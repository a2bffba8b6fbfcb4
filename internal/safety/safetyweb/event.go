package safetyweb

import (
	"fmt"
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/endpoint"
	"kap/internal/safety"
	"kap/web/ui"
)

func (s Screens) eventForm() endpoint.Form[safety.Happening] {
	return endpoint.Form[safety.Happening]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) {
			return eventPage(f.Default("session", r.URL.Query().Get("session")).Default("started_at", now(r))), nil
		},
		Submit: func(r *http.Request, h safety.Happening) (endpoint.Answer, error) {
			to := endpoint.SeeOther("%s/adverse-events/%s", at(r), endpoint.ID(r))
			return to, s.Safety.RecordAdverseEvent(r.Context(), endpoint.Client(r), endpoint.ID(r), h)
		},
	}
}

func (s Screens) endForm() endpoint.Form[safety.Ending] {
	return endpoint.Form[safety.Ending]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) {
			e, opened, err := s.Safety.Event(r.Context(), endpoint.Client(r), endpoint.Param(r, "event"))
			f = f.Default("outcome", e.Outcome).Default("action", e.Action)
			return happenedPage(e, opened, at(r), f), err
		},
		Submit: func(r *http.Request, e safety.Ending) (endpoint.Answer, error) {
			to := endpoint.SeeOther("%s/safety", at(r))
			return to, s.Safety.EndAdverseEvent(r.Context(), endpoint.Client(r), endpoint.Param(r, "event"), e)
		},
	}
}

func eventKinds() []ui.Option {
	var list []ui.Option
	for _, k := range safety.EventKinds {
		list = append(list, ui.Option{Value: string(k.Kind), Label: k.Words})
	}
	return list
}

func grades() []ui.Option {
	var list []ui.Option
	for g := safety.Mild; g <= safety.Death; g++ {
		list = append(list, ui.Option{Value: fmt.Sprint(int(g)), Label: g.Words()})
	}
	return list
}

func same(words []string) []ui.Option {
	var list []ui.Option
	for _, w := range words {
		list = append(list, ui.Option{Value: w, Label: w})
	}
	return list
}

func eventFacts(e safety.Event, began, ended string) []ui.Fact {
	if e.EndedAt.IsZero() {
		ended = "Not told"
	}
	return []ui.Fact{
		{Label: "Began", Value: began},
		{Label: "Ended", Value: ended},
		{Label: "Grade", Value: e.Grade.Words(), Warn: e.Grade >= safety.Severe},
		{Label: "Serious", Value: string(e.Serious), Warn: e.Serious == safety.Yes},
		{Label: "From the medicine", Value: e.Relatedness},
		{Label: "What was done", Value: e.Action},
		{Label: "Outcome", Value: e.Outcome},
		{Label: "Reported to", Value: orNobody(e.ReportedTo)},
		{Label: "Recorded by", Value: e.RecordedBy},
	}
}

func orNobody(word string) string {
	if word == "" {
		return "Nobody"
	}
	return word
}
