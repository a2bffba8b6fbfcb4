// Package preparationweb is the screens of preparation: the conversation guide, its
// signature, and the goals over the whole course.
package preparationweb

import (
	"net/http"

	"kap/internal/auth"
	"kap/internal/endpoint"
	"kap/internal/preparation"
)

// Screens are the pages of this step.
type Screens struct{ Preparations preparation.Service }

// Routes is every URL of the step with the permission it takes.
func (s Screens) Routes() []endpoint.Route {
	const all = "/clients/{client}/preparations"
	const one = all + "/{preparation}"
	routes := endpoint.Create(all+"/new", auth.Prepare, "preparation.viewed", s.prepareForm())
	routes = append(routes, endpoint.Show(one+"/draft", auth.Prepare, "preparation.viewed", s.changeForm())...)
	return append(routes,
		endpoint.Get(all, auth.ViewCare, "preparations.viewed", s.sessions),
		endpoint.Get(one, auth.ViewCare, "preparation.viewed", s.session),
		endpoint.Post(one+"/signature", auth.Prepare, s.signForm()),
		endpoint.Get("/clients/{client}/goals", auth.ViewCare, "goals.viewed", s.goals),
		endpoint.Post("/clients/{client}/goals", auth.Prepare, s.goalsForm()),
		endpoint.Post("/clients/{client}/goals/practices", auth.Prepare, s.agreeForm()))
}

// path is the address of one of the client's pages.
func path(r *http.Request, page string) string {
	return "/clients/" + endpoint.Client(r).String() + page
}
