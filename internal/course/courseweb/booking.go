package courseweb

import (
	"net/http"
	"time"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/course"
	"kap/internal/endpoint"
	"kap/internal/schedule"
	"kap/internal/staff"
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
	return bookingPage(o, endpoint.CameFrom(r, prefilledBooking(f, r, o), path(r, ""))), nil
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

// prefilledBooking is the form with the primary therapist, and the day of the
// address or the best of the interval where that lies ahead. What cannot be confirmed
// is offered as tentative.
func prefilledBooking(f ui.Form, r *http.Request, o course.BookingOffer) ui.Form {
	day := r.URL.Query().Get("day")
	if day == "" && o.Window.Target.After(ui.ShellOf(r.Context()).Now) {
		day = o.Window.Target.Format(time.DateOnly)
	}
	if o.Course.TherapistID != uuid.Nil {
		f = f.Default("staff_id", o.Course.TherapistID.String())
	}
	status := schedule.Confirmed
	if o.Held != "" {
		status = schedule.Tentative
	}
	return f.Default("day", day).Default("time", "09:00").Default("status", string(status))
}

func (s Screens) earlyForm() endpoint.Form[course.EarlyDayEntry] {
	return endpoint.Form[course.EarlyDayEntry]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) {
			o, err := s.Courses.BookingOffer(r.Context(), endpoint.Client(r), dayAsked(r, f))
			if err != nil {
				return nil, err
			}
			return earlyPage(o, endpoint.CameFrom(r, f.Default("day", r.URL.Query().Get("day")), path(r, ""))), nil
		},
		Submit: func(r *http.Request, e course.EarlyDayEntry) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s", path(r, "")), s.Courses.AllowEarly(r.Context(), endpoint.Client(r), endpoint.ID(r), e)
		},
	}
}

func therapistOptions(members []staff.Member) []ui.Option {
	var options []ui.Option
	for _, m := range members {
		options = append(options, ui.Option{Value: m.ID.String(), Label: m.Title()})
	}
	return options
}

func roomOptions(rooms []schedule.Room) []ui.Option {
	var options []ui.Option
	for _, room := range rooms {
		options = append(options, ui.Option{Value: room.ID.String(), Label: room.Name})
	}
	return options
}
