// Package courseweb is the screens of a course of treatment: where it stands,
// its dosing days, closing it and beginning another.
package courseweb

import (
	"kap/internal/auth"
	"kap/internal/course"
	"kap/internal/endpoint"
)

// Screens are the pages of this step.
type Screens struct{ Courses course.Service }

// Routes is every URL of the step with the permission it takes. Which reasons
// somebody may close for is a rule of the closing.
func (s Screens) Routes() []endpoint.Route {
	const at = "/clients/{client}/course"
	routes := []endpoint.Route{
		endpoint.Get(at, auth.ViewDesk, "course.viewed", s.course),
		endpoint.Post(at+"/elsewhere", auth.CheckArrival, s.elsewhereForm()),
	}
	routes = append(routes, endpoint.Show(at+"/close", auth.CloseAtDesk, "course.viewed", s.closeForm())...)
	return append(routes, endpoint.Create(at+"/restart", auth.CreateClient, "course.viewed", s.restartForm())...)
}
