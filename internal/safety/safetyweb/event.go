package safetyweb

import (
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/endpoint"
	"kap/internal/safety"
	"kap/web/ui"
)

func (s Screens) eventForm() endpoint.Form[safety.AdverseEvent] {
	return endpoint.Form[safety.AdverseEvent]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) {
			f = f.Default("session", r.URL.Query().Get("session"))
			return eventPage(endpoint.Filled(r, f, safety.AdverseEvent{StartedAt: ui.ShellOf(r.Context()).Now})), nil
		},
		Submit: func(r *http.Request, e safety.AdverseEvent) (endpoint.Answer, error) {
			to := endpoint.SeeOther("%s/adverse-events/%s", at(r), endpoint.ID(r))
			return to, s.Safety.RecordAdverseEvent(r.Context(), endpoint.Client(r), endpoint.ID(r), e)
		},
	}
}

func (s Screens) endForm() endpoint.Form[safety.EndingEntry] {
	return endpoint.Form[safety.EndingEntry]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) {
			e, opened, err := s.Safety.Event(r.Context(), endpoint.Client(r), endpoint.Param(r, "event"))
			return happenedPage(e, opened, at(r), endpoint.Filled(r, f, e.Ending())), err
		},
		Submit: func(r *http.Request, e safety.EndingEntry) (endpoint.Answer, error) {
			to := endpoint.SeeOther("%s/safety", at(r))
			return to, s.Safety.EndAdverseEvent(r.Context(), endpoint.Client(r), endpoint.Param(r, "event"), e)
		},
	}
}
