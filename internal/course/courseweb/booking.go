package courseweb

import (
	"net/http"
	"time"

	"github.com/a-h/templ"

	"kap/internal/auth"
	"kap/internal/course"
	"kap/internal/endpoint"
	"kap/internal/schedule"
	"kap/web/ui"
)

// BookingRoutes is every URL of booking dosing sessions.
func (s Screens) BookingRoutes() []endpoint.Route {
	const at = "/clients/{client}/course/dosings"
	routes := endpoint.Create(at+"/new", auth.Book, "course.viewed", s.bookingForm())
	return append(routes, endpoint.Create(at+"/early", auth.Override, "course.viewed", s.earlyForm())...)
}

func (s Screens) bookingForm() endpoint.Form[course.BookingEntry] {
	return endpoint.Form[course.BookingEntry]{
		Page: s.bookingPage,
		Submit: func(r *http.Request, b course.BookingEntry) (endpoint.Answer, error) {
			id := endpoint.ID(r)
			return endpoint.SeeOther("/clients/%s/appointments/%s", endpoint.Client(r), id), s.Courses.BookDosing(r.Context(), endpoint.Client(r), id, b)
		},
	}
}

func (s Screens) bookingPage(r *http.Request, f ui.Form) (templ.Component, error) {
	o, err := s.Courses.BookingOffer(r.Context(), endpoint.Client(r), dayAsked(r, f))
	if err != nil {
		return nil, err
	}
	return bookingPage(o, endpoint.CameFrom(r, endpoint.Filled(r, f, offered(o, dayAsked(r, ui.Form{}), ui.ShellOf(r.Context()).Now)), path(r, ""))), nil
}

// dayAsked is the day that was typed or that the address names; zero for none.
func dayAsked(r *http.Request, f ui.Form) time.Time {
	text := f.Value("day")
	if text == "" {
		text = r.URL.Query().Get("day")
	}
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return time.Time{}
	}
	return day
}

// offered is a booking with the primary therapist, and the day of the address or the best
// of the interval where that lies ahead. What cannot be confirmed is offered as tentative.
func offered(o course.BookingOffer, day, now time.Time) course.BookingEntry {
	if day.IsZero() && o.Window.Target.After(now) {
		day = o.Window.Target
	}
	status := schedule.Confirmed
	if o.Held != "" {
		status = schedule.Tentative
	}
	return course.BookingEntry{When: schedule.When{Day: day, Time: "09:00"}, Staff: o.Course.TherapistID, Status: status}
}

func (s Screens) earlyForm() endpoint.Form[course.EarlyDayEntry] {
	return endpoint.Form[course.EarlyDayEntry]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) {
			o, err := s.Courses.BookingOffer(r.Context(), endpoint.Client(r), dayAsked(r, f))
			if err != nil {
				return nil, err
			}
			return earlyPage(o, endpoint.CameFrom(r, endpoint.Filled(r, f, course.EarlyDayEntry{Day: dayAsked(r, ui.Form{})}), path(r, ""))), nil
		},
		Submit: func(r *http.Request, e course.EarlyDayEntry) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s", path(r, "")), s.Courses.AllowEarly(r.Context(), endpoint.Client(r), endpoint.ID(r), e)
		},
	}
}
