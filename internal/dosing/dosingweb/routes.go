// Package dosingweb is the screens of a dosing day: arrival, readiness, the lozenge,
// the room, impressions, leaving and the signature.
package dosingweb

import (
	"kap/internal/auth"
	"kap/internal/dosing"
	"kap/internal/endpoint"
)

// Screens are the pages of this step.
type Screens struct{ Dosing dosing.Service }

// Routes is every URL of the step with the permission it takes.
func (s Screens) Routes() []endpoint.Route {
	const at = "/clients/{client}/dosing"
	const session = at + "/{session}"
	routes := endpoint.Create(at+"/new", auth.CheckArrival, "dosing_session.arrival_viewed", s.arriveForm())
	routes = append(routes, endpoint.Show(session+"/arrival-check", auth.CheckArrival, "arrival_check.viewed", s.checkForm())...)
	routes = append(routes,
		endpoint.Get(session+"/readiness", auth.ViewCare, "readiness.viewed", s.readiness),
		endpoint.Post(session+"/clearance", auth.CheckArrival, s.clearForm()),
		endpoint.Post(session+"/acknowledgements/{item}", auth.CheckArrival, s.acknowledgeForm()),
		endpoint.Post(session+"/overrides/{item}", auth.Override, s.overrideForm()),
		endpoint.Post(session+"/prescriber-calls", auth.CheckArrival, s.callForm()),
		endpoint.Post(session+"/not-held", auth.CheckArrival, s.notHeldForm()))
	routes = append(routes, endpoint.Show(session+"/intake", auth.RecordIntake, "intake.viewed", s.intakeForm())...)
	routes = append(routes, endpoint.Post(session+"/intake/{intake}/mouth", auth.RecordIntake, s.mouthForm()))
	return append(routes, s.roomRoutes()...)
}
