package preparationweb

import (
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/auth"
	"kap/internal/endpoint"
	"kap/internal/preparation"
	"kap/web/ui"
)

// goalsScreen is the goals with their ratings over the course, and the practices.
type goalsScreen struct {
	preparation.Guide
	May   bool // change them
	Goals ui.Form
	Agree ui.Form
}

func (s Screens) goals(r *http.Request) (templ.Component, error) { return s.goalsPage(r, ui.Form{}) }

func (s Screens) goalsPage(r *http.Request, posted ui.Form) (templ.Component, error) {
	g, err := s.Preparations.Read(r.Context(), endpoint.Client(r))
	if err != nil {
		return nil, err
	}
	actor, err := auth.From(r.Context())
	if err != nil {
		return nil, err
	}
	v := goalsScreen{Guide: g, May: g.Course != nil && actor.May(auth.Prepare)}
	v.Goals = endpoint.Filled(r, formFor(r, posted, path(r, "/goals"), ""), g.GoalsEntry())
	v.Agree = formFor(r, posted, path(r, "/goals/practices"), "practice-")
	return goalsPage(v), nil
}

// formFor is the form that was refused where it posts to action, else a fresh one.
func formFor(r *http.Request, posted ui.Form, action, prefix string) ui.Form {
	f := endpoint.Fresh(r, action)
	if posted.Refused && posted.Action == action {
		f = posted
	}
	f.Prefix = prefix
	return f
}

func (s Screens) goalsForm() endpoint.Form[preparation.GoalsEntry] {
	return endpoint.Form[preparation.GoalsEntry]{
		Page: s.goalsPage,
		Submit: func(r *http.Request, in preparation.GoalsEntry) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s", path(r, "/goals")), s.Preparations.SetGoals(r.Context(), endpoint.Client(r), in)
		},
	}
}

func (s Screens) agreeForm() endpoint.Form[preparation.PracticeEntry] {
	return endpoint.Form[preparation.PracticeEntry]{
		Page: s.goalsPage,
		Submit: func(r *http.Request, in preparation.PracticeEntry) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s", path(r, "/goals")), s.Preparations.Agree(r.Context(), endpoint.Client(r), endpoint.ID(r), in)
		},
	}
}
