// Package clinicweb is the page The clinic: read by everybody who works there, changed
// by a manager.
package clinicweb

import (
	"kap/internal/auth"
	"kap/internal/clinic"
	"kap/internal/endpoint"
	"kap/internal/schedule"
)

// Screens are the pages of this step.
type Screens struct {
	Clinic   clinic.Service
	Schedule schedule.Service // how many visits a new zone would show at another time
}

// Routes is every URL of the step with the permission it takes.
func (s Screens) Routes() []endpoint.Route {
	return []endpoint.Route{
		endpoint.Get("/clinic", auth.SignedIn, "", s.clinic),
		endpoint.Post("/clinic", auth.ManageStaff, s.changeForm()),
	}
}
