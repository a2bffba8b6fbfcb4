package dosingweb

import (
	"net/http"

	"kap/internal/dosing"
	"kap/internal/endpoint"
	"kap/internal/readiness"
	"kap/web/ui"
)

func (s Screens) comeInForm() endpoint.Form[dosing.PresenceTime] {
	return endpoint.Form[dosing.PresenceTime]{
		Page: s.roomPage,
		Submit: func(r *http.Request, in dosing.PresenceTime) (endpoint.Answer, error) {
			return back(r), s.Dosing.ComeIn(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"), endpoint.ID(r), in)
		},
	}
}

func (s Screens) goOutForm() endpoint.Form[dosing.PresenceTime] {
	return endpoint.Form[dosing.PresenceTime]{
		Page: s.roomPage,
		Submit: func(r *http.Request, in dosing.PresenceTime) (endpoint.Answer, error) {
			return back(r), s.Dosing.GoOut(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"), in)
		},
	}
}

func (s Screens) handOverForm() endpoint.Form[dosing.HandingOver] {
	return endpoint.Form[dosing.HandingOver]{
		Page: s.roomPage,
		Submit: func(r *http.Request, in dosing.HandingOver) (endpoint.Answer, error) {
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
