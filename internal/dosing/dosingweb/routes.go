// Package dosingweb is the screens of a dosing session: the lozenge, the room,
// impressions, leaving and the signature.
package dosingweb

import (
	"net/http"

	"kap/internal/auth"
	"kap/internal/client"
	"kap/internal/dosing"
	"kap/internal/endpoint"
	"kap/internal/readiness"
)

// Screens are the pages of this step.
type Screens struct {
	Dosing  dosing.Service
	Clients client.Service // whom one calls
}

// Routes is every URL of the step with the permission it takes.
func (s Screens) Routes() []endpoint.Route {
	routes := endpoint.Show(inRoom+"/intake", auth.RecordIntake, "intake.viewed", s.intakeForm())
	routes = append(routes, endpoint.Post(inRoom+"/intake/{intake}/mouth", auth.RecordIntake, s.mouthForm()))
	return append(routes, s.roomRoutes()...)
}

// at is the address of a page of the session the request is about.
func at(r *http.Request, page string) string {
	return readiness.Session{Client: endpoint.Client(r), ID: endpoint.Param(r, "session")}.Href(page)
}
