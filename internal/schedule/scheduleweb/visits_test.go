package scheduleweb_test

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/client"
	"kap/internal/course"
	"kap/internal/course/courseweb"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/endpoint"
	"kap/internal/protocol"
	"kap/internal/schedule"
	"kap/internal/schedule/scheduleweb"
	"kap/web/ui"
)

// house is the screens of visits, and of booking a dosing, with Ana taken in and
// found eligible for two sessions.
type house struct {
	*dbtest.DB
	dbtest.Clinic
	router chi.Router
	at     string // of Ana
	ana    uuid.UUID
	t      *testing.T
}

func open(t *testing.T) house {
	t.Parallel()
	d := dbtest.New(t)
	h := house{DB: d, Clinic: d.Clinic(t), router: chi.NewRouter(), ana: db.NewID(), t: t}
	h.at = "/clients/" + h.ana.String()
	courses := course.Service{DB: d.DB}
	if err := courses.TakeIn(h.As(t.Context(), "grace"), h.ana, course.Referral{
		Details:      client.Details{LegalName: "Ana Ruiz", BornMonth: "3", BornDay: "14", BornYear: "1984"},
		PrescriberID: h.Staff["miriam"].Staff, TherapistID: h.Staff["jonah"].Staff,
	}); err != nil {
		t.Fatal(err)
	}
	d.Advance(time.Second)
	h.run(`insert into protocol (clinic_id, id, version, body, effective_from, own_draft, approved_by, approved_at)
		values ($1, gen_random_uuid(), 1, $2, '2026-01-01', true, $3, $4)`, h.Clinic.ID, protocol.Default(), h.Staff["miriam"].Staff, d.Now())
	h.decide("eligible", 2)
	h.mount(courses)
	return h
}

func (h house) mount(courses course.Service) {
	denver, err := time.LoadLocation("America/Denver")
	if err != nil {
		h.t.Fatal(err)
	}
	routes := scheduleweb.Screens{Schedule: schedule.Service{DB: h.DB.DB, LastDosing: course.LastDosing}, Courses: courses}.Routes()
	clients := client.Service{DB: h.DB.DB}
	endpoint.Mount(h.router, endpoint.Options{
		DB: h.DB.DB,
		Authenticate: func(r *http.Request, _ bool) (*http.Request, bool, error) {
			actor := h.Staff[r.Header.Get("Who")]
			ctx := ui.WithShell(auth.With(r.Context(), actor), ui.Shell{Zone: denver, Now: h.Now(), Actor: actor, SignedIn: true})
			return r.WithContext(ctx), true, nil
		},
		Anonymous: func(r *http.Request) *http.Request { return r },
		Header:    clients.Header,
		EndSignIn: func(*http.Request) {},
		Log:       slog.New(slog.NewTextHandler(h.t.Output(), nil)),
	}, append(routes, courseweb.Screens{Courses: courses}.BookingRoutes()...))
}

func (h house) run(statement string, args ...any) {
	h.t.Helper()
	if _, err := h.Owner.Exec(h.t.Context(), statement, args...); err != nil {
		h.t.Fatal(err)
	}
}

func (h house) decide(decision string, sessions int) {
	h.t.Helper()
	h.Advance(time.Second)
	h.run(`insert into eligibility_decision (clinic_id, id, client_id, course_id, decision, indication, rationale,
		    protocol_version, valid_from, valid_until, sessions, signed_at, signed_by)
		select $1, gen_random_uuid(), $2, id, $3, 'F33.1', 'Ideation and PTSD', 1, '2026-11-01', '2027-02-01', $4, $5, $6
		from course`, h.Clinic.ID, h.ana, decision, sessions, h.Now(), h.Staff["miriam"].Staff)
}

// ask sends a request of somebody's and checks what is answered; a nil form is a GET.
func (h house) ask(who, path string, form url.Values, status int, words ...string) *httptest.ResponseRecorder {
	h.t.Helper()
	h.Advance(time.Second)
	r := httptest.NewRequest(http.MethodGet, path, nil)
	if form != nil {
		form.Set("submission", db.NewID().String())
		r = httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.Header.Set("Who", who)
	answer := httptest.NewRecorder()
	h.router.ServeHTTP(answer, r)
	if answer.Code != status {
		h.t.Errorf("%s %s: got %d want %d\n%s", who, path, answer.Code, status, answer.Body)
	}
	for _, word := range words {
		if !strings.Contains(answer.Body.String(), word) {
			h.t.Errorf("%s %s: %q is not on the page", who, path, word)
		}
	}
	return answer
}

// to is where an answer leads.
func to(answer *httptest.ResponseRecorder) string { return answer.Header().Get("Location") }

func (h house) dosing(change func(url.Values)) url.Values {
	form := url.Values{
		"day": {"2026-12-08"}, "time": {"09:00"}, "staff_id": {h.Staff["jonah"].Staff.String()}, "room_id": {h.Rooms[0].String()},
		"status": {"confirmed"},
	}
	if change != nil {
		change(form)
	}
	return form
}

// clinicalWords may not stand on a page of the front desk.
var clinicalWords = []string{"F33.", "ideation", "PTSD", "psychiatric", "medical pause", "eligib", "criteria", "blood pressure", "PHQ", "G07", "G02"}

func (h house) plain(answer *httptest.ResponseRecorder) {
	h.t.Helper()
	page := strings.ToLower(answer.Body.String())
	for _, word := range clinicalWords {
		if strings.Contains(page, strings.ToLower(word)) {
			h.t.Errorf("the front desk reads %q", word)
		}
	}
}

func TestTheFrontDeskBooksADosingAndItsIntegration(t *testing.T) {
	h := open(t)
	given := h.ask("grace", h.at+"/appointments/new?kind=dosing", nil, http.StatusSeeOther)
	form := to(h.ask("grace", to(given), nil, http.StatusSeeOther))
	h.plain(h.ask("grace", form, nil, http.StatusOK, "Dose 1 of 6", "Interval: no session before this one", "Jonah Weiss, LCSW", "Booked as"))
	visit := to(h.ask("grace", form, h.dosing(nil), http.StatusSeeOther))
	page := h.ask("grace", visit, nil, http.StatusOK, "Dosing session", "Tue Dec 8, 9:00 am to 12:00 pm", "12:15 pm", "Confirmed",
		"Book the preparation visit", "Book the integration visit", "kind=integration&amp;day=2026-12-09", "Move the visit", "Cancel the visit")
	h.plain(page)
	h.ask("grace", form, nil, http.StatusOK, visit)

	h.ask("grace", to(h.ask("grace", h.at+"/appointments/new", nil, http.StatusSeeOther)), nil, http.StatusOK, "(needed when you meet here)", ">Cancel</a>", "Book a dosing session instead", h.at+"/appointments/new?kind=dosing")
	talk := to(h.ask("grace", h.at+"/appointments/new?kind=integration&day=2026-12-09", nil, http.StatusSeeOther))
	h.ask("grace", talk, nil, http.StatusOK, "Book: Integration visit", `value="2026-12-09"`, `value="53"`)
	kept := h.ask("grace", talk, url.Values{"kind": {"integration"}, "visit_mode": {"here"}}, http.StatusUnprocessableEntity,
		"Book: Integration visit", "Choose a room", "Choose the date", "Type the start time", "Choose whose visit").Body.String()
	if !strings.Contains(kept, "?kind=integration") {
		t.Error("the form forgets what it was opened for")
	}
	h.ask("grace", talk, url.Values{"kind": {"integration"}, "day": {"2026-12-09"}, "time": {"10:00"}, "minutes": {"53"}, "visit_mode": {"here"},
		"staff_id": {h.Staff["jonah"].Staff.String()}, "room_id": {h.Rooms[0].String()}}, http.StatusSeeOther)
	if strings.Contains(h.ask("grace", visit, nil, http.StatusOK).Body.String(), "Book the integration visit") {
		t.Error("the integration is booked already")
	}
	h.ask("grace", h.at+"/appointments", nil, http.StatusOK, "Integration visit", "Dosing session", "Wed Dec 9, 10:00 am")
}

func TestARefusalKeepsWhatWasTypedInTheWordsOfTheDesk(t *testing.T) {
	h := open(t)
	h.run(`insert into pause (clinic_id, id, client_id, course_id, kind, reason)
		select $1, gen_random_uuid(), $2, id, 'psychiatric', 'Active ideation' from course`, h.Clinic.ID, h.ana)
	form := h.at + "/course/dosings/new/" + db.NewID().String()
	h.plain(h.ask("grace", form, nil, http.StatusOK, "It cannot be confirmed yet. The prescriber has to say yes first.",
		`name="status" type="radio" value="tentative"`))
	if page := h.ask("grace", form, nil, http.StatusOK).Body.String(); strings.Count(page, "no session before this") != 1 ||
		!strings.Contains(page, `checked id="status-2"`) {
		t.Error("the interval is said twice, or what cannot be confirmed is offered as confirmed")
	}
	answer := h.ask("grace", form, h.dosing(nil), http.StatusUnprocessableEntity, "This session cannot be confirmed yet. The course is paused. Choose Tentative", `value="2026-12-08"`)
	h.plain(answer)
	visit := to(h.ask("grace", form, h.dosing(func(v url.Values) { v.Set("status", "tentative") }), http.StatusSeeOther))
	h.plain(h.ask("grace", visit, nil, http.StatusOK, "Cannot be confirmed yet. The course is paused.", `class="btn">Confirm the visit`))
	h.plain(h.ask("grace", visit+"/confirmation", url.Values{}, http.StatusConflict, "This session stays tentative. The course is paused."))
	h.plain(h.ask("grace", visit+"/cancellation", url.Values{}, http.StatusUnprocessableEntity, "Say whether the client or the clinic cancels"))
}

func TestWhoOpensWhichScreen(t *testing.T) {
	h := open(t)
	visit := to(h.ask("grace", h.at+"/course/dosings/new/"+db.NewID().String(), h.dosing(nil), http.StatusSeeOther))
	h.ask("jonah", visit, nil, http.StatusOK)
	h.ask("priya", visit, nil, http.StatusNotFound)
	h.ask("ruth", visit, nil, http.StatusForbidden)
	h.ask("jonah", h.at+"/course/dosings/new", nil, http.StatusForbidden)
	h.ask("jonah", visit+"/cancellation", url.Values{"cancelled_by": {"client"}}, http.StatusForbidden)
	h.ask("miriam", to(h.ask("miriam", h.at+"/course/dosings/early", nil, http.StatusSeeOther)), nil, http.StatusOK, "Allow an early day")
	if strings.Contains(h.ask("jonah", visit, nil, http.StatusOK).Body.String(), "Cancel the visit") {
		t.Error("a therapist does not cancel a dosing")
	}

	h.Set(time.Date(2026, 12, 8, 15, 45, 0, 0, time.UTC))
	if page := h.ask("jonah", visit, nil, http.StatusOK, h.at+"/dosing/new/", ">The client is here<").Body.String(); strings.Contains(page, visit+"/arrival") {
		t.Error("whoever begins the arrival has a second way to say that the client is here")
	}
	h.ask("grace", visit+"/arrival", url.Values{}, http.StatusSeeOther)
	h.ask("grace", visit, nil, http.StatusOK, "Tell Jonah Weiss that the client is here. The nurse or therapist begins the arrival check.")
	h.ask("jonah", visit, nil, http.StatusOK, h.at+"/dosing/new/", ">Begin the arrival check<")
	h.plain(h.ask("grace", visit, nil, http.StatusOK, "Arrived"))
}

func TestTheDayBoard(t *testing.T) {
	h := open(t)
	h.ask("grace", h.at+"/course/dosings/new/"+db.NewID().String(), h.dosing(nil), http.StatusSeeOther)
	h.plain(h.ask("grace", "/calendar?day=2026-12-08", nil, http.StatusOK, "Tuesday, December 8, 2026", "Aspen", "Ana Ruiz",
		"9:00 am to 12:15 pm", "Dosing session", "/calendar?day=2026-12-09", "/calendar?day=2026-12-07"))
	if page := h.ask("priya", "/calendar?day=2026-12-08", nil, http.StatusOK, "Taken").Body.String(); strings.Contains(page, "Ana") {
		t.Error("another therapist reads whose visit it is")
	}
	h.ask("grace", "/calendar/print?day=2026-12-08", nil, http.StatusOK, "Ana Ruiz")
	h.ask("grace", "/calendar?day=soon", nil, http.StatusNotFound)
	h.ask("grace", "/calendar", nil, http.StatusOK, "Tuesday, November 24, 2026", "Free")
}

func TestTheManagerKeepsRoomsAndHours(t *testing.T) {
	h := open(t)
	form := to(h.ask("ruth", "/rooms/new", nil, http.StatusSeeOther))
	h.ask("ruth", form, nil, http.StatusOK, `href="/rooms">Cancel</a>`)
	if at := to(h.ask("ruth", form, url.Values{"name": {"Fir"}, "capacity": {"4"}}, http.StatusSeeOther)); at != "/rooms?saved=yes" {
		t.Errorf("saving leads to %s", at)
	}
	h.ask("ruth", "/rooms?saved=yes", nil, http.StatusOK, "The room is saved.")
	h.ask("ruth", "/rooms", nil, http.StatusOK, "Fir", "Aspen", "/hours")
	room := "/rooms/" + h.Rooms[0].String()
	h.ask("ruth", room, nil, http.StatusOK, `value="Aspen"`, "Closed")
	h.ask("ruth", room, url.Values{"name": {"Fir"}, "capacity": {"4"}}, http.StatusUnprocessableEntity, "Another room has this name")
	h.ask("ruth", room, url.Values{"name": {"Aspen"}, "capacity": {"many"}}, http.StatusUnprocessableEntity)
	h.ask("ruth", "/hours", url.Values{"staff_id": {h.Staff["tomas"].Staff.String()}, "weekday": {"1", "2"}, "starts": {"09:00"}, "ends": {"17:00"}}, http.StatusSeeOther)
	h.ask("ruth", "/hours", nil, http.StatusOK, "Monday", "9:00 am", "5:00 pm")
	h.ask("ruth", "/hours", url.Values{"staff_id": {h.Staff["tomas"].Staff.String()}, "weekday": {"1"}, "starts": {"17:00"}, "ends": {"09:00"}}, http.StatusUnprocessableEntity, "later than it begins")
	h.ask("grace", "/rooms", nil, http.StatusForbidden)
}

func TestTheVisitPageOffersWhatMakesSense(t *testing.T) {
	h := open(t)
	h.run(`insert into pause (clinic_id, id, client_id, course_id, kind, reason)
		select $1, gen_random_uuid(), $2, id, 'psychiatric', 'Active ideation' from course`, h.Clinic.ID, h.ana)
	dosing := to(h.ask("grace", h.at+"/course/dosings/new/"+db.NewID().String(),
		h.dosing(func(v url.Values) { v.Set("status", "tentative") }), http.StatusSeeOther))
	call := to(h.ask("grace", h.at+"/appointments/new/"+db.NewID().String(), url.Values{"kind": {"call"}, "day": {"2026-12-08"}, "time": {"08:30"},
		"minutes": {"20"}, "visit_mode": {"telephone"}, "staff_id": {h.Staff["jonah"].Staff.String()}}, http.StatusSeeOther))
	h.Set(time.Date(2026, 12, 8, 15, 30, 0, 0, time.UTC)) // 8:30 am
	page := h.ask("grace", dosing, nil, http.StatusOK, "Cannot be confirmed yet. The course is paused.").Body.String()
	if strings.Contains(page, dosing+"/arrival") || strings.Contains(page, "btn primary") {
		t.Error("a tentative session is offered to be marked as arrived, or has a primary button")
	}
	h.plain(h.ask("grace", dosing+"/arrival", url.Values{}, http.StatusConflict, "It has to be confirmed before"))
	h.ask("grace", call+"/arrival", url.Values{}, http.StatusSeeOther)
	h.ask("grace", call, nil, http.StatusOK, "Not here after all")
	h.ask("grace", dosing, nil, http.StatusOK, "The client is in another visit now", call)
	h.ask("grace", call+"/correction", url.Values{}, http.StatusSeeOther)
	h.ask("grace", call, nil, http.StatusOK, "Confirmed", call+"/arrival")
	h.Set(time.Date(2026, 12, 8, 20, 0, 0, 0, time.UTC)) // 1 pm: the session's time has passed
	page = h.ask("grace", dosing, nil, http.StatusOK, "Its time has passed, and nothing says whether the client came.", "Did not come").Body.String()
	if strings.Contains(page, dosing+"/confirmation") || strings.Contains(page, "preparation visit") {
		t.Error("what has passed is offered to be confirmed or prepared")
	}
	h.ask("grace", dosing+"/confirmation", url.Values{}, http.StatusConflict)
	h.ask("grace", dosing+"/no-show", url.Values{}, http.StatusSeeOther)
	h.ask("grace", dosing+"/correction", url.Values{}, http.StatusSeeOther)
	h.ask("grace", dosing, nil, http.StatusOK, "Tentative because", "The course is paused.")
}
