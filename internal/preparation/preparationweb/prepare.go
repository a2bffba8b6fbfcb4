package preparationweb

import (
	"net/http"
	"time"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/endpoint"
	"kap/internal/preparation"
	"kap/internal/problem"
	"kap/web/ui"
)

// prepareForm begins a session; changeForm goes on with its draft.
func (s Screens) prepareForm() endpoint.Form[preparation.SessionEntry] {
	return endpoint.Form[preparation.SessionEntry]{
		Page: s.preparePage,
		Submit: func(r *http.Request, in preparation.SessionEntry) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s", path(r, "/preparations/"+endpoint.ID(r).String())),
				s.Preparations.Prepare(r.Context(), endpoint.Client(r), endpoint.ID(r), in)
		},
	}
}

func (s Screens) changeForm() endpoint.Form[preparation.SessionEntry] {
	return endpoint.Form[preparation.SessionEntry]{
		Page: s.changePage,
		Submit: func(r *http.Request, in preparation.SessionEntry) (endpoint.Answer, error) {
			id := endpoint.Param(r, "preparation")
			return endpoint.SeeOther("%s", path(r, "/preparations/"+id.String())),
				s.Preparations.Change(r.Context(), endpoint.Client(r), id, in)
		},
	}
}

// preparePage starts from what was said last; the client is asked again.
func (s Screens) preparePage(r *http.Request, f ui.Form) (templ.Component, error) {
	g, err := s.Preparations.Read(r.Context(), endpoint.Client(r))
	if err != nil {
		return nil, err
	}
	if g.Course == nil {
		return noCoursePage(path(r, "/course")), nil
	}
	visit, _ := uuid.Parse(r.URL.Query().Get("appointment")) // none: held without a booking
	place, err := s.Preparations.BookedAt(r.Context(), endpoint.Client(r), visit)
	if err != nil {
		return nil, err
	}
	now := ui.ShellOf(r.Context()).Now
	begin := preparation.Session{CourseID: g.Course.ID, Visit: preparation.Visit{
		HeldAt: now.Add(-time.Duration(g.Body.Preparation.Minutes) * time.Minute), Minutes: g.Body.Preparation.Minutes, Place: place,
	}}
	if len(g.Sessions) > 0 && g.Sessions[0].CourseID == g.Course.ID {
		before := g.Sessions[0]
		begin.Intention, begin.Emotional, begin.Setting = before.Intention, before.Emotional, before.Setting
		begin.Touch, begin.IntegrationPlan = before.Touch, before.IntegrationPlan
	}
	if visit != uuid.Nil {
		begin.AppointmentID = &visit
	}
	v := guide{Guide: g, Earlier: g.Sessions, Form: endpoint.Filled(r, f, g.Entry(begin)), Open: openDraft(g, ui.ShellOf(r.Context()).Actor.Staff), At: path(r, "")}
	return preparePage(v), nil
}

func (s Screens) changePage(r *http.Request, f ui.Form) (templ.Component, error) {
	g, err := s.Preparations.Read(r.Context(), endpoint.Client(r))
	if err != nil {
		return nil, err
	}
	actor, err := auth.From(r.Context())
	if err != nil {
		return nil, err
	}
	id := endpoint.Param(r, "preparation")
	for i, record := range g.Sessions {
		if record.ID != id {
			continue
		}
		if err := record.MayChange(actor); err != nil && !f.Refused {
			return nil, err
		}
		v := guide{Guide: g, Earlier: g.Sessions[i+1:], Draft: true, Form: endpoint.Filled(r, f, g.Entry(record))}
		return preparePage(v), nil
	}
	return nil, problem.Missing()
}
