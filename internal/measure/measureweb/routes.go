// Package measureweb is the screens of questionnaires: the list with its chart, the
// form of one, and one as it was answered.
package measureweb

import (
	"kap/internal/auth"
	"kap/internal/endpoint"
	"kap/internal/measure"
)

// Screens are the pages of this step.
type Screens struct{ Measures measure.Service }

// Routes is every URL of the step with the permission it takes.
func (s Screens) Routes() []endpoint.Route {
	routes := []endpoint.Route{
		endpoint.Get("/clients/{client}/measures", auth.ViewCare, "measures.viewed", s.list),
		endpoint.Get("/clients/{client}/measures/{response}", auth.ViewCare, "measure.viewed", s.response),
	}
	routes = append(routes, endpoint.Post("/clients/{client}/measures/{response}/override", auth.CheckRisk, s.overrideForm()))
	routes = append(routes, endpoint.Create("/clients/{client}/measures/by-hand/new", auth.EnterMeasure, "measures.viewed", s.byHandForm())...)
	return append(routes, endpoint.Create("/clients/{client}/measures/{instrument}/new", auth.EnterMeasure, "measures.viewed", s.entryForm())...)
}
