// Package readinessweb is the screens of a dosing day up to the lozenge: arrival, the
// arrival check and readiness.
package readinessweb

import (
	"net/http"

	"kap/internal/auth"
	"kap/internal/endpoint"
	"kap/internal/readiness"
	"kap/web/ui"
)

// Screens are the pages of this step.
type Screens struct{ Readiness readiness.Service }

// Routes is every URL of the step with the permission it takes.
func (s Screens) Routes() []endpoint.Route {
	const at = "/clients/{client}/dosing"
	const session = at + "/{session}"
	routes := endpoint.Create(at+"/new", auth.CheckArrival, "dosing_session.arrival_viewed", s.arriveForm())
	routes = append(routes, endpoint.Show(session+"/arrival-check", auth.CheckArrival, "arrival_check.viewed", s.checkForm())...)
	return append(routes,
		endpoint.Get(session+"/readiness", auth.ViewCare, "readiness.viewed", s.readiness),
		endpoint.Post(session+"/clearance", auth.CheckArrival, s.clearForm()),
		endpoint.Post(session+"/acknowledgements/{item}", auth.CheckArrival, s.acknowledgeForm()),
		endpoint.Post(session+"/overrides/{item}", auth.Override, s.overrideForm()),
		endpoint.Post(session+"/prescriber-calls", auth.CheckArrival, s.callForm()),
		endpoint.Post(session+"/not-held", auth.CheckArrival, s.notHeldForm()))
}

// at is the address of a page of the session the request is about.
func at(r *http.Request, page string) string {
	return readiness.Session{Client: endpoint.Client(r), ID: endpoint.Param(r, "session")}.Href(page)
}

// now is this moment as a field for date and time writes it.
func now(r *http.Request) string {
	shell := ui.ShellOf(r.Context())
	return endpoint.Typed(shell.Now, shell.Zone)
}
