package courseweb_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"kap/internal/course"
	"kap/internal/course/courseweb"
	"kap/internal/db"
	"kap/internal/endpoint"
	"kap/internal/testdesk"
)

// open is the step's screens with Ana taken in.
func open(t *testing.T) *testdesk.Desk {
	s := testdesk.Open(t, func(d *db.DB) []endpoint.Route {
		return courseweb.Screens{Courses: course.Service{DB: d}}.Routes()
	})
	s.Zone = time.UTC
	s.TakeIn()
	return s
}

func TestWhoOpensTheCoursePage(t *testing.T) {
	s := open(t)
	s.Ask("grace", s.At+"/course", nil, http.StatusOK, "Close the course", "0 held of 6 planned", "Jonah Weiss, LCSW")
	s.Ask("jonah", s.At+"/course", nil, http.StatusOK, "Ketamine that was not taken here")
	s.Ask("priya", s.At+"/course", nil, http.StatusNotFound)
	s.Ask("ruth", s.At+"/course", nil, http.StatusForbidden)
	s.Ask("jonah", s.At+"/course/close", nil, http.StatusForbidden)
}

func TestTheReasonsOfferedAreTheActorsOwn(t *testing.T) {
	s := open(t)
	desk := s.Ask("grace", s.At+"/course/close", nil, http.StatusOK, "Moved away", "a prescriber closes the course")
	if desk.Has("Clinical reasons") {
		t.Error("the front desk is offered clinical reasons")
	}
	s.Ask("miriam", s.At+"/course/close", nil, http.StatusOK, "Clinical reasons")
	s.Ask("grace", s.At+"/course/close", url.Values{"reason": {"moved"}}, http.StatusUnprocessableEntity, "closing visit", "lozenges that are left")
	s.Ask("grace", s.At+"/course/close", url.Values{"reason": {"clinical"}, "visit": {"held"}, "leftover": {"none"}}, http.StatusForbidden)
}

func TestACourseIsClosedAndAnotherBegins(t *testing.T) {
	s := open(t)
	s.Ask("miriam", s.At+"/course/close", url.Values{"reason": {"clinical"}, "visit": {"held"}, "leftover": {"take-back"}, "words": {"too much"}}, http.StatusSeeOther)
	desk := s.Ask("grace", s.At+"/course", nil, http.StatusOK, "Closed", "Begin another course")
	for _, word := range []string{"Clinical reasons", "too much"} {
		if desk.Has(word) {
			t.Errorf("the front desk reads %q", word)
		}
	}
	s.Ask("jonah", s.At+"/course", nil, http.StatusOK, "Clinical reasons", "too much")
	at := strings.TrimPrefix(s.Ask("grace", s.At+"/course/restart", nil, http.StatusSeeOther).To(), s.At+"/course")
	s.Ask("grace", s.At+"/course"+at, url.Values{}, http.StatusUnprocessableEntity, "Choose whether")
	s.Ask("grace", s.At+"/course"+at, url.Values{"kind": {"maintenance"}}, http.StatusSeeOther)
	s.Ask("grace", s.At+"/course", nil, http.StatusOK, "Maintenance course", "Earlier courses")
	s.Ask("grace", s.At+"/course/restart/"+db.NewID().String(), nil, http.StatusOK, "A course is open")
}

func TestADayElsewhereIsTold(t *testing.T) {
	s := open(t)
	s.Ask("grace", s.At+"/course/elsewhere", url.Values{"on_date": {"2026-11-20"}, "place": {"home"}}, http.StatusForbidden)
	s.Ask("jonah", s.At+"/course/elsewhere", url.Values{"place": {"home"}}, http.StatusUnprocessableEntity, "Type the day", "0 held of 6")
	s.Ask("jonah", s.At+"/course/elsewhere", url.Values{"on_date": {"2026-11-20"}, "place": {"home"}}, http.StatusSeeOther)
	s.Ask("jonah", s.At+"/course", nil, http.StatusOK, "4 days after the last session", "Fri Nov 20, 2026", "At home")
}

// TestABookingIsOfferedAndPostedAsItStands: the form is filled with the therapist, the day
// and the time, and what is posted of it comes back when it is refused.
func TestABookingIsOfferedAndPostedAsItStands(t *testing.T) {
	s := testdesk.Open(t, func(d *db.DB) []endpoint.Route {
		return courseweb.Screens{Courses: course.Service{DB: d}}.BookingRoutes()
	})
	s.TakeIn()
	s.Approved()
	jonah := s.Staff["jonah"].Staff.String()
	page, at := s.Follow("grace", s.At+"/course/dosings/new?day=2026-12-01")
	page.Is(http.StatusOK, "Date", "Start time", "Room", "Therapist", "Reason for this day", "Booked as")
	offered := page.Typed()
	for name, want := range map[string]string{"day": "2026-12-01", "time": "09:00", "staff_id": jonah, "status": "tentative"} {
		if offered.Get(name) != want {
			t.Errorf("%s is offered as %q, want %q", name, offered.Get(name), want)
		}
	}
	typed := testdesk.Form("day", "2026-12-02", "time", "13:30", "staff_id", jonah, "room_id", s.Rooms[1].String(), "reason", "before the trip", "status", "confirmed")
	refused := s.Ask("grace", at, typed, http.StatusUnprocessableEntity, "prescriber has to say yes").Typed()
	for name := range typed {
		if refused.Get(name) != typed.Get(name) {
			t.Errorf("%s comes back as %q", name, refused.Get(name))
		}
	}
	typed.Set("status", "tentative")
	s.Ask("grace", at, typed, http.StatusSeeOther)
	early, _ := s.Follow("miriam", s.At+"/course/dosings/early?day=2026-12-09")
	if got := early.Is(http.StatusOK, "Why it is safe to go ahead").Typed().Get("day"); got != "2026-12-09" {
		t.Errorf("the early day is offered as %q", got)
	}
}
