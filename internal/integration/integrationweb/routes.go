// Package integrationweb is the screens after a dosing day: integration sessions, their
// signature, and the safety call.
package integrationweb

import (
	"net/http"

	"kap/internal/auth"
	"kap/internal/client"
	"kap/internal/endpoint"
	"kap/internal/integration"
)

// Screens are the pages of this step.
type Screens struct {
	Integrations integration.Service
	Clients      client.Service // whom one calls
}

// Routes is every URL of the step with the permission it takes.
func (s Screens) Routes() []endpoint.Route {
	routes := []endpoint.Route{
		endpoint.Get("/clients/{client}/integrations", auth.ViewCare, "integrations.viewed", s.list),
		endpoint.Get("/clients/{client}/integrations/{integration}", auth.ViewCare, "integration.viewed", s.visit),
		endpoint.Post("/clients/{client}/integrations/{integration}", auth.Integrate, s.changeForm()),
	}
	routes = append(routes, endpoint.Create("/clients/{client}/integrations/new", auth.Integrate, "integrations.viewed", s.newForm())...)
	routes = append(routes, endpoint.Show("/clients/{client}/integrations/{integration}/signature", auth.Integrate, "integration.viewed", s.signForm())...)
	return append(routes, endpoint.Create("/clients/{client}/safety-calls/new", auth.CallSafety, "safety.viewed", s.callForm())...)
}

func at(r *http.Request) string { return "/clients/" + endpoint.Client(r).String() }
