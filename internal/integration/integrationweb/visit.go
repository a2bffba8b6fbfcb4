package integrationweb

import (
	"net/http"
	"time"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/endpoint"
	"kap/internal/integration"
	"kap/web/ui"
)

// typed is a session with what the person does next.
type typed struct {
	integration.SessionEntry
	DosingDay uuid.UUID `form:"dosing_day"`
	Then      string    `form:"then"` // "", "sign" or "check risk"
}

// screen is a session with its form.
type screen struct {
	integration.Page
	At    string // the client's address
	Form  ui.Form
	Open  *integration.Session // one's own draft, where this would be another one
	Saved bool
}

// openURL is where one's own draft is gone on with; empty where there is none.
func (s screen) openURL() (href string, held time.Time) {
	if s.Open == nil {
		return "", held
	}
	return s.At + "/integrations/" + s.Open.ID.String(), s.Open.HeldAt
}

// openDraft is the actor's own draft in the open course, nil for none.
func openDraft(p integration.Page, actor uuid.UUID) *integration.Session {
	for _, s := range p.Earlier {
		if !s.Signed() && s.HolderID == actor && p.Course != nil && s.CourseID == p.Course.ID {
			return &s
		}
	}
	return nil
}

func (s Screens) list(r *http.Request) (templ.Component, error) {
	p, err := s.Integrations.New(r.Context(), endpoint.Client(r), uuid.Nil)
	return listPage(screen{Page: p, At: at(r)}), err
}

func (s Screens) newForm() endpoint.Form[typed] {
	return endpoint.Form[typed]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) {
			day, _ := uuid.Parse(r.URL.Query().Get("dosing_day")) // none: the latest
			if posted, err := uuid.Parse(f.Value("dosing_day")); err == nil {
				day = posted
			}
			p, err := s.Integrations.New(r.Context(), endpoint.Client(r), day)
			if err != nil {
				return nil, err
			}
			visit, _ := uuid.Parse(r.URL.Query().Get("appointment")) // none: held without a booking
			if p.Session.Place, err = s.Integrations.BookedAt(r.Context(), endpoint.Client(r), visit); err != nil {
				return nil, err
			}
			p.Session.Minutes = p.Body.Integration.Minutes
			return editPage(screen{Page: p, At: at(r), Form: filled(r, f, p), Open: openDraft(p, ui.ShellOf(r.Context()).Actor.Staff)}), nil
		},
		Submit: func(r *http.Request, in typed) (endpoint.Answer, error) {
			to := onward(at(r), endpoint.ID(r), in.Then)
			return to, s.Integrations.Integrate(r.Context(), endpoint.Client(r), endpoint.ID(r), in.DosingDay, in.SessionEntry)
		},
	}
}

func (s Screens) visit(r *http.Request) (templ.Component, error) {
	f := endpoint.Fresh(r, r.URL.Path)
	return s.draw(r, f)
}

// draw is the form of a draft for who may write it, and the text for everybody else.
func (s Screens) draw(r *http.Request, f ui.Form) (templ.Component, error) {
	p, err := s.Integrations.One(r.Context(), endpoint.Client(r), endpoint.Param(r, "integration"))
	if err != nil {
		return nil, err
	}
	if p.Session.Signed() || !ui.ShellOf(r.Context()).Actor.May(auth.Integrate) {
		return readPage(screen{Page: p, At: at(r), Form: f}), nil
	}
	saved := r.URL.Query().Get("saved") != "" && !f.Refused
	return editPage(screen{Page: p, At: at(r), Form: filled(r, f, p), Saved: saved}), nil
}

func (s Screens) changeForm() endpoint.Form[typed] {
	return endpoint.Form[typed]{
		Page: s.draw,
		Submit: func(r *http.Request, in typed) (endpoint.Answer, error) {
			id := endpoint.Param(r, "integration")
			return onward(at(r), id, in.Then), s.Integrations.Change(r.Context(), endpoint.Client(r), id, in.SessionEntry)
		},
	}
}

// onward is where a saved draft leads.
func onward(client string, id uuid.UUID, then string) endpoint.Answer {
	switch then {
	case "sign":
		return endpoint.SeeOther("%s/integrations/%s/signature", client, id)
	case "check risk":
		return endpoint.SeeOther("%s/risk-checks/new?then=integration/%s", client, id)
	}
	return endpoint.SeeOther("%s/integrations/%s?saved=yes", client, id)
}

// filled is the form of a session as it stands.
func filled(r *http.Request, f ui.Form, p integration.Page) ui.Form {
	in := typed{SessionEntry: p.Entry()}
	if p.Day != nil {
		in.DosingDay = p.Day.ID
	}
	return endpoint.Filled(r, f, in)
}

func now(r *http.Request) string {
	shell := ui.ShellOf(r.Context())
	return endpoint.Typed(shell.Now, shell.Zone)
}
