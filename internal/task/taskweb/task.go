package taskweb

import (
	"net/http"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/endpoint"
	"kap/internal/task"
	"kap/web/ui"
)

// doneForm is the task, and the form to tick it off where the actor may.
func (s Screens) doneForm() endpoint.Form[task.OutcomeEntry] {
	return endpoint.Form[task.OutcomeEntry]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) {
			t, err := s.Task.One(r.Context(), endpoint.Client(r), endpoint.Param(r, "task"))
			if err != nil {
				return nil, err
			}
			return taskPage(t, f, whyNot(r, t)), nil
		},
		Submit: func(r *http.Request, o task.OutcomeEntry) (endpoint.Answer, error) {
			to := endpoint.SeeOther("/")
			if client := endpoint.Client(r); client != uuid.Nil {
				to = endpoint.SeeOther("/clients/%s", client)
			}
			return to, s.Task.Done(r.Context(), endpoint.Client(r), endpoint.Param(r, "task"), o)
		},
	}
}

// whyNot is the reason the actor cannot tick the task off; empty where they can.
func whyNot(r *http.Request, t task.Task) string {
	actor, err := auth.From(r.Context())
	if err == nil {
		err = t.MayClose(actor)
	}
	if err != nil {
		return err.Error()
	}
	return ""
}
