// Package chartweb is the front page of a client's record.
package chartweb

import (
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/auth"
	"kap/internal/chart"
	"kap/internal/endpoint"
)

// Screens are the pages of this package.
type Screens struct{ Charts chart.Service }

// Routes is every URL with the permission it takes.
func (s Screens) Routes() []endpoint.Route {
	return []endpoint.Route{endpoint.Get("/clients/{client}", auth.ViewDesk, "chart.viewed", s.chart)}
}

// chart is the care team's page for the care team, the front desk's for others.
func (s Screens) chart(r *http.Request) (templ.Component, error) {
	c, err := s.Charts.Chart(r.Context(), endpoint.Client(r))
	if err != nil {
		return nil, err
	}
	actor, err := auth.From(r.Context())
	if err != nil {
		return nil, err
	}
	if c.OnTeam && actor.May(auth.ViewCare) {
		return carePage(c), nil
	}
	return deskPage(c), nil
}
