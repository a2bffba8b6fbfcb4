package preparationweb

import (
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/auth"
	"kap/internal/endpoint"
	"kap/internal/preparation"
	"kap/internal/sign"
	"kap/web/ui"
)

// sessionScreen is one session, to read or to check and sign.
type sessionScreen struct {
	preparation.Reading
	Base   string // of the client's pages
	Shown  string // hash of what is shown, posted with the signature
	Sign   ui.Form
	WhyNot string // why the actor may not sign it, empty where they may
}

func (s Screens) session(r *http.Request) (templ.Component, error) {
	return s.showSession(r, ui.Form{})
}

func (s Screens) showSession(r *http.Request, posted ui.Form) (templ.Component, error) {
	id := endpoint.Param(r, "preparation")
	reading, err := s.Preparations.One(r.Context(), endpoint.Client(r), id)
	if err != nil {
		return nil, err
	}
	actor, err := auth.From(r.Context())
	if err != nil {
		return nil, err
	}
	p := sessionScreen{Reading: reading, Base: path(r, "")}
	if !actor.May(auth.Prepare) {
		p.WhyNot = "The therapist who held it signs it."
	} else if err := reading.MayChange(actor); err != nil {
		p.WhyNot = err.Error()
	}
	if p.Shown, err = sign.Shown(reading.Document(endpoint.Client(r))); err != nil {
		return nil, err
	}
	p.Sign = endpoint.Fresh(r, path(r, "/preparations/"+id.String()+"/signature"))
	if posted.Refused {
		p.Sign = posted
	}
	return sessionPage(p), nil
}

type signature struct {
	Shown string `form:"shown"`
}

func (s Screens) signForm() endpoint.Form[signature] {
	return endpoint.Form[signature]{
		Page: s.showSession,
		Submit: func(r *http.Request, in signature) (endpoint.Answer, error) {
			id := endpoint.Param(r, "preparation")
			return endpoint.SeeOther("%s", path(r, "/preparations/"+id.String())),
				s.Preparations.Sign(r.Context(), endpoint.Client(r), id, in.Shown)
		},
	}
}

// sessions is what was gone through over all sessions.
func (s Screens) sessions(r *http.Request) (templ.Component, error) {
	g, err := s.Preparations.Read(r.Context(), endpoint.Client(r))
	if err != nil {
		return nil, err
	}
	zone := ui.ShellOf(r.Context()).Zone
	v := overview{Guide: g, Base: path(r, "")}
	if g.Course != nil {
		v.Held, _ = preparation.Held(preparation.Visits(g.Sessions, g.Course.ID), ui.ShellOf(r.Context()).Now, zone)
	}
	v.Open = preparation.Open(g.Items, ui.ShellOf(r.Context()).Now.In(zone))
	return sessionsPage(v), nil
}

// overview is the page of all preparation sessions.
type overview struct {
	preparation.Guide
	Base string
	Held int      // that count toward the minimum
	Open []string // items of readiness that are not ready
}
