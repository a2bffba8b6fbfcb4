package courseweb

import (
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/auth"
	"kap/internal/course"
	"kap/internal/endpoint"
	"kap/web/ui"
)

func (s Screens) course(r *http.Request) (templ.Component, error) {
	return s.coursePage(r, endpoint.Fresh(r, path(r, "/elsewhere")))
}

func (s Screens) coursePage(r *http.Request, f ui.Form) (templ.Component, error) {
	h, err := s.Courses.History(r.Context(), endpoint.Client(r))
	if err != nil {
		return nil, err
	}
	return coursePage(h, path(r, ""), f), nil
}

// path is the address of the course page, or of one below it.
func path(r *http.Request, below string) string {
	return "/clients/" + endpoint.Client(r).String() + "/course" + below
}

func (s Screens) elsewhereForm() endpoint.Form[course.ElsewhereEntry] {
	return endpoint.Form[course.ElsewhereEntry]{
		Page: s.coursePage,
		Submit: func(r *http.Request, in course.ElsewhereEntry) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s", path(r, "")), s.Courses.TakenElsewhere(r.Context(), endpoint.Client(r), endpoint.ID(r), in)
		},
	}
}

func (s Screens) closeForm() endpoint.Form[course.ClosingEntry] {
	return endpoint.Form[course.ClosingEntry]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) {
			h, err := s.Courses.History(r.Context(), endpoint.Client(r))
			if err != nil {
				return nil, err
			}
			actor, err := auth.From(r.Context())
			return closePage(h, path(r, ""), f, reasons(actor)), err
		},
		Submit: func(r *http.Request, in course.ClosingEntry) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s", path(r, "")), s.Courses.Close(r.Context(), endpoint.Client(r), in)
		},
	}
}

func (s Screens) restartForm() endpoint.Form[course.RestartEntry] {
	return endpoint.Form[course.RestartEntry]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) {
			h, err := s.Courses.History(r.Context(), endpoint.Client(r))
			if err != nil {
				return nil, err
			}
			return restartPage(h, path(r, ""), f), nil
		},
		Submit: func(r *http.Request, in course.RestartEntry) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s", path(r, "")), s.Courses.Restart(r.Context(), endpoint.Client(r), endpoint.ID(r), in)
		},
	}
}
