package dosingweb

import (
	"net/http"

	"kap/internal/dosing"
	"kap/internal/endpoint"
	"kap/internal/readiness"
	"kap/web/ui"
)

func (s Screens) comeInForm() endpoint.Form[dosing.TimeEntry] {
	return endpoint.Form[dosing.TimeEntry]{
		Page: s.roomPage,
		Submit: func(r *http.Request, in dosing.TimeEntry) (endpoint.Answer, error) {
			return back(r), s.Dosing.ComeIn(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"), endpoint.ID(r), in)
		},
	}
}

func (s Screens) goOutForm() endpoint.Form[dosing.TimeEntry] {
	return endpoint.Form[dosing.TimeEntry]{
		Page: s.roomPage,
		Submit: func(r *http.Request, in dosing.TimeEntry) (endpoint.Answer, error) {
			return back(r), s.Dosing.GoOut(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"), in)
		},
	}
}

func (s Screens) handOverForm() endpoint.Form[dosing.HandOverEntry] {
	return endpoint.Form[dosing.HandOverEntry]{
		Page: s.roomPage,
		Submit: func(r *http.Request, in dosing.HandOverEntry) (endpoint.Answer, error) {
			return back(r), s.Dosing.HandOver(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"), endpoint.ID(r), in)
		},
	}
}

func (s Screens) confirmForm() endpoint.Form[struct{}] {
	return endpoint.Form[struct{}]{
		Page: s.roomPage,
		Submit: func(r *http.Request, _ struct{}) (endpoint.Answer, error) {
			return back(r), s.Dosing.ConfirmPresence(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"), endpoint.Param(r, "presence"))
		},
	}
}

func colleagueOptions(all []readiness.Colleague) []ui.Option {
	var options []ui.Option
	for _, c := range all {
		options = append(options, ui.Option{Value: c.ID.String(), Label: c.Name})
	}
	return options
}
