// Package eligibilityweb is the screens of consultations and eligibility decisions.
package eligibilityweb

import (
	"kap/internal/auth"
	"kap/internal/eligibility"
	"kap/internal/endpoint"
)

// Screens are the pages of this step.
type Screens struct{ Eligibility eligibility.Service }

const (
	consultation = "/clients/{client}/consultations/{consultation}"
	decision     = "/clients/{client}/decisions/{decision}"
)

// Routes is every URL of the step with the permission it takes.
func (s Screens) Routes() []endpoint.Route {
	routes := []endpoint.Route{
		endpoint.Get("/clients/{client}/decisions", auth.ViewCare, "decisions.viewed", s.overview),
		endpoint.Get(consultation, auth.ViewCare, "consultation.viewed", s.consultation),
		endpoint.Post(consultation, auth.Consult, s.changeForm()),
		endpoint.Get(decision, auth.ViewCare, "decision.viewed", s.decision),
		endpoint.Post(decision+"/signature", auth.Decide, s.signForm()),
		endpoint.Post(decision+"/conditions-met", auth.Decide, s.metForm()),
		endpoint.Post(decision+"/information", auth.Decide, s.receivedForm()),
	}
	routes = append(routes, endpoint.Create("/clients/{client}/consultations/new", auth.Consult, "consultation.viewed", s.newForm())...)
	routes = append(routes, endpoint.Show(consultation+"/signature", auth.Consult, "consultation.viewed", s.signatureForm())...)
	routes = append(routes, endpoint.Create("/clients/{client}/decisions/new", auth.Decide, "decision.viewed", s.decideForm())...)
	routes = append(routes, endpoint.Show(decision+"/draft", auth.Decide, "decision.viewed", s.draftForm())...)
	return routes
}
