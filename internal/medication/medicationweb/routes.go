// Package medicationweb is the screens of prescriptions and of the lozenge supply.
package medicationweb

import (
	"kap/internal/auth"
	"kap/internal/endpoint"
	"kap/internal/medication"
)

// Screens are the pages of this step.
type Screens struct{ Medication medication.Service }

const (
	prescription = "/clients/{client}/prescriptions/{prescription}"
	supply       = "/clients/{client}/supply"
)

// Routes is every URL of the step with the permission it takes.
func (s Screens) Routes() []endpoint.Route {
	routes := []endpoint.Route{
		endpoint.Get("/clients/{client}/prescriptions", auth.ViewCare, "prescriptions.viewed", s.prescriptions),
		endpoint.Get(prescription, auth.ViewCare, "prescription.viewed", s.prescription),
		endpoint.Post(prescription+"/signature", auth.Prescribe, s.signForm()),
		endpoint.Post(prescription+"/end", auth.Prescribe, s.endForm()),
		endpoint.Get(supply, auth.ViewCare, "supply.viewed", s.supply),
		endpoint.Post(supply, auth.CountLozenges, s.entryForm()),
	}
	routes = append(routes, endpoint.Create("/clients/{client}/prescriptions/new", auth.Prescribe, "prescription.viewed", s.newForm())...)
	routes = append(routes, endpoint.Show(prescription+"/draft", auth.Prescribe, "prescription.viewed", s.draftForm())...)
	return routes
}
