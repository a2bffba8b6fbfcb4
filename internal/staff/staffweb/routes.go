// Package staffweb is the screens of sign-in, of the people who work here and of who covers
// for whom.
package staffweb

import (
	"net/http"

	"github.com/alexedwards/scs/v2"

	"kap/internal/auth"
	"kap/internal/endpoint"
	"kap/internal/staff"
)

// Screens are the pages of this step.
type Screens struct {
	Staff    staff.Service
	SignIns  *scs.SessionManager
	ShowDemo bool // kap serve --demo: people of the demo clinic are shown at the door
	// Address is the address people reach the server by, without a path: set-up links
	// that are passed on start with it.
	Address func(*http.Request) string
}

// Routes is every URL of the step with the permission it takes.
func (s Screens) Routes() []endpoint.Route {
	open := endpoint.Show("/sign-in", auth.SignedIn, "", s.signInForm())
	open = append(open, endpoint.Show("/set-up", auth.SignedIn, "", s.setUpForm())...)
	open = append(open, endpoint.Raw(http.MethodPost, "/set-up/holder", auth.SignedIn, "", s.sayHolder))
	if s.ShowDemo {
		open = append(open, endpoint.Post("/sign-in/demo", auth.SignedIn, s.demoForm()))
	}
	routes := endpoint.Public(open...)
	routes = append(routes, endpoint.Raw(http.MethodPost, "/sign-out", auth.SignedIn, "", s.signOut))
	routes = append(routes, endpoint.Get("/staff", auth.ManageStaff, "", s.people))
	routes = append(routes, endpoint.Create("/staff/new", auth.ManageStaff, "", s.addForm())...)
	routes = append(routes, endpoint.Show("/staff/{staff}", auth.ManageStaff, "", s.changeForm())...)
	routes = append(routes,
		endpoint.Post("/staff/{staff}/set-up-links", auth.ManageStaff, s.inviteForm()),
		endpoint.Get("/staff/{staff}/set-up-links/{link}", auth.ManageStaff, "", s.link),
		endpoint.Post("/staff/{staff}/end", auth.ManageStaff, s.disableForm()),
		endpoint.Get("/cover", auth.SignedIn, "", s.covers),
		endpoint.Post("/cover", auth.NameCover, s.nameCoverForm()),
		endpoint.Post("/cover/{cover}/end", auth.NameCover, s.endCoverForm()))
	return routes
}
