// Package scheduleweb is the screens of visits, the day board, rooms and hours.
package scheduleweb

import (
	"net/http"

	"kap/internal/auth"
	"kap/internal/course"
	"kap/internal/endpoint"
	"kap/internal/schedule"
)

// Screens are the pages of this step.
type Screens struct {
	Schedule schedule.Service
	Courses  course.Service // dosing visits change by the course's rules
}

// Routes is every URL of the step with the permission it takes. Whose visits a
// therapist may change is a rule of the visit.
func (s Screens) Routes() []endpoint.Route {
	const visits = "/clients/{client}/appointments"
	const one = visits + "/{appointment}"
	create := endpoint.Create(visits+"/new", auth.BookTalk, "appointments.viewed", s.talkForm())
	create[0] = endpoint.Raw(http.MethodGet, visits+"/new", auth.BookTalk, "appointments.viewed", give)
	routes := []endpoint.Route{endpoint.Get(visits, auth.ViewDesk, "appointments.viewed", s.visits)}
	routes = append(routes, create...)
	routes = append(routes,
		endpoint.Get(one, auth.ViewDesk, "appointment.viewed", s.visit),
		endpoint.Post(one+"/confirmation", auth.BookTalk, s.confirmForm()),
		endpoint.Post(one+"/move", auth.BookTalk, s.moveForm()),
		endpoint.Post(one+"/cancellation", auth.BookTalk, s.cancelForm()),
		endpoint.Post(one+"/arrival", auth.EditClient, s.arriveForm()),
		endpoint.Post(one+"/no-show", auth.BookTalk, s.noShowForm()),
		endpoint.Post(one+"/escort", auth.EditClient, s.escortForm()),
		endpoint.Post(one+"/extension", auth.BookTalk, s.extendForm()),
		endpoint.Post(one+"/correction", auth.EditClient, s.correctForm()),
		endpoint.Get("/calendar", auth.ViewDesk, "calendar.viewed", s.calendar),
		endpoint.Get("/calendar/print", auth.ViewDesk, "calendar.printed", s.printed),
		endpoint.Get("/rooms", auth.ManageStaff, "", s.rooms),
	)
	routes = append(routes, endpoint.Create("/rooms/new", auth.ManageStaff, "", s.addRoomForm())...)
	routes = append(routes, endpoint.Show("/rooms/{room}", auth.ManageStaff, "", s.roomForm())...)
	routes = append(routes, endpoint.Show("/hours", auth.ManageStaff, "", s.hoursForm())...)
	return append(routes, endpoint.Post("/hours/{hours}/end", auth.ManageStaff, s.endHoursForm()))
}
