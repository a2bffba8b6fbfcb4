// Package safetyweb is the screens of what concerns a client's safety: risk checks,
// adverse events, incidents, and the front desk's call for a clinician.
package safetyweb

import (
	"net/http"

	"kap/internal/auth"
	"kap/internal/client"
	"kap/internal/endpoint"
	"kap/internal/safety"
)

// Screens are the pages of this step.
type Screens struct {
	Safety  safety.Service
	Clients client.Service // whom one calls
}

// Routes is every URL of the step with the permission it takes.
func (s Screens) Routes() []endpoint.Route {
	routes := []endpoint.Route{
		endpoint.Get("/clients/{client}/safety", auth.ViewCare, "safety.viewed", s.safety),
		endpoint.Get("/clients/{client}/risk-checks/{check}", auth.ViewCare, "risk_check.viewed", s.check),
		endpoint.Post("/clients/{client}/incidents/{incident}/closing", auth.CallSafety, s.closeForm()),
		endpoint.Post("/clients/{client}/urgent/{escalation}/answer", auth.CheckRisk, s.comingForm()),
		endpoint.Get("/clients/{client}/urgent/sent", auth.RaiseUrgent, "urgent.viewed", s.sent),
	}
	routes = append(routes, endpoint.Create("/clients/{client}/risk-checks/new", auth.CheckRisk, "safety.viewed", s.checkForm())...)
	routes = append(routes, endpoint.Create("/clients/{client}/adverse-events/new", auth.CallSafety, "safety.viewed", s.eventForm())...)
	routes = append(routes, endpoint.Show("/clients/{client}/adverse-events/{event}", auth.CallSafety, "adverse_event.viewed", s.endForm())...)
	return append(routes, endpoint.Show("/clients/{client}/urgent", auth.RaiseUrgent, "urgent.viewed", s.urgentForm())...)
}

func at(r *http.Request) string { return "/clients/" + endpoint.Client(r).String() }
