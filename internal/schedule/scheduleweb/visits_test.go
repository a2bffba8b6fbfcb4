package scheduleweb_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kap/internal/course"
	"kap/internal/course/courseweb"
	"kap/internal/db"
	"kap/internal/endpoint"
	"kap/internal/schedule"
	"kap/internal/schedule/scheduleweb"
	"kap/internal/testdesk"
)

// house is the screens of visits, and of booking a dosing, with Ana taken in and
// found eligible for two sessions.
type house struct{ *testdesk.Desk }

func open(t *testing.T) house {
	h := house{testdesk.Open(t, func(d *db.DB) []endpoint.Route {
		courses := course.Service{DB: d}
		return append(scheduleweb.Screens{Schedule: schedule.Service{DB: d, LastDosing: course.LastDosing}, Courses: courses}.Routes(),
			courseweb.Screens{Courses: courses}.BookingRoutes()...)
	})}
	h.TakeIn()
	h.Approved()
	h.decide("eligible", 2)
	return h
}

func (h house) decide(decision string, sessions int) {
	h.T.Helper()
	h.Advance(time.Second)
	h.Run(`insert into eligibility_decision (clinic_id, id, client_id, course_id, decision, indication, rationale,
		    protocol_version, valid_from, valid_until, sessions, signed_at, signed_by)
		select $1, gen_random_uuid(), $2, id, $3, 'F33.1', 'Ideation and PTSD', 1, '2026-11-01', '2027-02-01', $4, $5, $6
		from course`, h.ID, h.Client, decision, sessions, h.Now(), h.Staff["miriam"].Staff)
}

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

func (h house) plain(answer testdesk.Answer) {
	h.T.Helper()
	page := strings.ToLower(answer.Body.String())
	for _, word := range clinicalWords {
		if strings.Contains(page, strings.ToLower(word)) {
			h.T.Errorf("the front desk reads %q", word)
		}
	}
}

func TestTheFrontDeskBooksADosingAndItsIntegration(t *testing.T) {
	h := open(t)
	given := h.Ask("grace", h.At+"/appointments/new?kind=dosing", nil, http.StatusSeeOther)
	form := h.Ask("grace", given.To(), nil, http.StatusSeeOther).To()
	h.plain(h.Ask("grace", form, nil, http.StatusOK, "Dose 1 of 6", "Interval: no session before this one", "Jonah Weiss, LCSW", "Booked as"))
	visit := h.Ask("grace", form, h.dosing(nil), http.StatusSeeOther).To()
	page := h.Ask("grace", visit, nil, http.StatusOK, "Dosing session", "Tue Dec 8, 9:00 am to 12:00 pm", "12:15 pm", "Confirmed",
		"Book the preparation visit", "Book the integration visit", "kind=integration&amp;day=2026-12-09", "Move the visit", "Cancel the visit")
	h.plain(page)
	h.Ask("grace", form, nil, http.StatusOK, visit)

	h.Ask("grace", h.Ask("grace", h.At+"/appointments/new", nil, http.StatusSeeOther).To(), nil, http.StatusOK, "(needed when you meet here)", ">Cancel</a>", "Book a dosing session instead", h.At+"/appointments/new?kind=dosing")
	talk := h.Ask("grace", h.At+"/appointments/new?kind=integration&day=2026-12-09", nil, http.StatusSeeOther).To()
	h.Ask("grace", talk, nil, http.StatusOK, "Book: Integration visit", `value="2026-12-09"`, `value="53"`)
	kept := h.Ask("grace", talk, url.Values{"kind": {"integration"}, "visit_mode": {"here"}}, http.StatusUnprocessableEntity,
		"Book: Integration visit", "Choose a room", "Choose the date", "Type the start time", "Choose whose visit").Body.String()
	if !strings.Contains(kept, "?kind=integration") {
		t.Error("the form forgets what it was opened for")
	}
	h.Ask("grace", talk, url.Values{"kind": {"integration"}, "day": {"2026-12-09"}, "time": {"10:00"}, "minutes": {"53"}, "visit_mode": {"here"},
		"staff_id": {h.Staff["jonah"].Staff.String()}, "room_id": {h.Rooms[0].String()}}, http.StatusSeeOther)
	if strings.Contains(h.Ask("grace", visit, nil, http.StatusOK).Body.String(), "Book the integration visit") {
		t.Error("the integration is booked already")
	}
	h.Ask("grace", h.At+"/appointments", nil, http.StatusOK, "Integration visit", "Dosing session", "Wed Dec 9, 10:00 am")
}

func TestARefusalKeepsWhatWasTypedInTheWordsOfTheDesk(t *testing.T) {
	h := open(t)
	h.Run(`insert into pause (clinic_id, id, client_id, course_id, kind, reason)
		select $1, gen_random_uuid(), $2, id, 'psychiatric', 'Active ideation' from course`, h.ID, h.Client)
	form := h.At + "/course/dosings/new/" + db.NewID().String()
	h.plain(h.Ask("grace", form, nil, http.StatusOK, "It cannot be confirmed yet. The prescriber has to say yes first.",
		`name="status" type="radio" value="tentative"`))
	if page := h.Ask("grace", form, nil, http.StatusOK).Body.String(); strings.Count(page, "no session before this") != 1 ||
		!strings.Contains(page, `checked id="status-2"`) {
		t.Error("the interval is said twice, or what cannot be confirmed is offered as confirmed")
	}
	answer := h.Ask("grace", form, h.dosing(nil), http.StatusUnprocessableEntity, "This session cannot be confirmed yet. The course is paused. Choose Tentative", `value="2026-12-08"`)
	h.plain(answer)
	visit := h.Ask("grace", form, h.dosing(func(v url.Values) { v.Set("status", "tentative") }), http.StatusSeeOther).To()
	h.plain(h.Ask("grace", visit, nil, http.StatusOK, "Cannot be confirmed yet. The course is paused.", `class="btn">Confirm the visit`))
	h.plain(h.Ask("grace", visit+"/confirmation", url.Values{}, http.StatusConflict, "This session stays tentative. The course is paused."))
	h.plain(h.Ask("grace", visit+"/cancellation", url.Values{}, http.StatusUnprocessableEntity, "Say whether the client or the clinic cancels"))
}

func TestWhoOpensWhichScreen(t *testing.T) {
	h := open(t)
	visit := h.Ask("grace", h.At+"/course/dosings/new/"+db.NewID().String(), h.dosing(nil), http.StatusSeeOther).To()
	h.Ask("jonah", visit, nil, http.StatusOK)
	h.Ask("priya", visit, nil, http.StatusNotFound)
	h.Ask("ruth", visit, nil, http.StatusForbidden)
	h.Ask("jonah", h.At+"/course/dosings/new", nil, http.StatusForbidden)
	h.Ask("jonah", visit+"/cancellation", url.Values{"cancelled_by": {"client"}}, http.StatusForbidden)
	h.Ask("miriam", h.Ask("miriam", h.At+"/course/dosings/early", nil, http.StatusSeeOther).To(), nil, http.StatusOK, "Allow an early day")
	if strings.Contains(h.Ask("jonah", visit, nil, http.StatusOK).Body.String(), "Cancel the visit") {
		t.Error("a therapist does not cancel a dosing")
	}

	h.Set(time.Date(2026, 12, 8, 15, 45, 0, 0, time.UTC))
	if page := h.Ask("jonah", visit, nil, http.StatusOK, h.At+"/dosing/new/", ">The client is here<").Body.String(); strings.Contains(page, visit+"/arrival") {
		t.Error("whoever begins the arrival has a second way to say that the client is here")
	}
	h.Ask("grace", visit+"/arrival", url.Values{}, http.StatusSeeOther)
	h.Ask("grace", visit, nil, http.StatusOK, "Tell Jonah Weiss that the client is here. The nurse or therapist begins the arrival check.")
	h.Ask("jonah", visit, nil, http.StatusOK, h.At+"/dosing/new/", ">Begin the arrival check<")
	h.plain(h.Ask("grace", visit, nil, http.StatusOK, "Arrived"))
}

func TestTheDayBoard(t *testing.T) {
	h := open(t)
	h.Ask("grace", h.At+"/course/dosings/new/"+db.NewID().String(), h.dosing(nil), http.StatusSeeOther)
	h.plain(h.Ask("grace", "/calendar?day=2026-12-08", nil, http.StatusOK, "Tuesday, December 8, 2026", "Aspen", "Ana Ruiz",
		"9:00 am to 12:15 pm", "Dosing session", "/calendar?day=2026-12-09", "/calendar?day=2026-12-07"))
	if page := h.Ask("priya", "/calendar?day=2026-12-08", nil, http.StatusOK, "Taken").Body.String(); strings.Contains(page, "Ana") {
		t.Error("another therapist reads whose visit it is")
	}
	h.Ask("grace", "/calendar/print?day=2026-12-08", nil, http.StatusOK, "Ana Ruiz")
	h.Ask("grace", "/calendar?day=soon", nil, http.StatusNotFound)
	h.Ask("grace", "/calendar", nil, http.StatusOK, "Tuesday, November 24, 2026", "Free")
}

func TestTheManagerKeepsRoomsAndHours(t *testing.T) {
	h := open(t)
	form := h.Ask("ruth", "/rooms/new", nil, http.StatusSeeOther).To()
	h.Ask("ruth", form, nil, http.StatusOK, `href="/rooms">Cancel</a>`)
	if at := h.Ask("ruth", form, url.Values{"name": {"Fir"}, "capacity": {"4"}}, http.StatusSeeOther).To(); at != "/rooms?saved=yes" {
		t.Errorf("saving leads to %s", at)
	}
	h.Ask("ruth", "/rooms?saved=yes", nil, http.StatusOK, "The room is saved.")
	h.Ask("ruth", "/rooms", nil, http.StatusOK, "Fir", "Aspen", "/hours")
	for _, name := range []string{"fir", "F-I R", "ASPEN", "Áspen"} {
		h.Ask("ruth", h.Ask("ruth", "/rooms/new", nil, http.StatusSeeOther).To(), url.Values{"name": {name}, "capacity": {"4"}},
			http.StatusUnprocessableEntity, "Another room has this name")
	}
	room := "/rooms/" + h.Rooms[0].String()
	h.Ask("ruth", room, nil, http.StatusOK, `value="Aspen"`, "Closed")
	h.Ask("ruth", room, url.Values{"name": {"Fir"}, "capacity": {"4"}}, http.StatusUnprocessableEntity, "Another room has this name")
	h.Ask("ruth", room, url.Values{"name": {"Aspen"}, "capacity": {"many"}}, http.StatusUnprocessableEntity)
	h.Ask("ruth", "/hours", url.Values{"staff_id": {h.Staff["tomas"].Staff.String()}, "weekday": {"1", "2"}, "starts": {"09:00"}, "ends": {"17:00"}}, http.StatusSeeOther)
	h.Ask("ruth", "/hours", nil, http.StatusOK, "Monday", "9:00 am", "5:00 pm")
	h.Ask("ruth", "/hours", url.Values{"staff_id": {h.Staff["tomas"].Staff.String()}, "weekday": {"1"}, "starts": {"17:00"}, "ends": {"09:00"}}, http.StatusUnprocessableEntity, "later than it begins")
	h.Ask("grace", "/rooms", nil, http.StatusForbidden)
}

func TestTheVisitPageOffersWhatMakesSense(t *testing.T) {
	h := open(t)
	h.Run(`insert into pause (clinic_id, id, client_id, course_id, kind, reason)
		select $1, gen_random_uuid(), $2, id, 'psychiatric', 'Active ideation' from course`, h.ID, h.Client)
	dosing := h.Ask("grace", h.At+"/course/dosings/new/"+db.NewID().String(),
		h.dosing(func(v url.Values) { v.Set("status", "tentative") }), http.StatusSeeOther).To()
	call := h.Ask("grace", h.At+"/appointments/new/"+db.NewID().String(), url.Values{"kind": {"call"}, "day": {"2026-12-08"}, "time": {"08:30"},
		"minutes": {"20"}, "visit_mode": {"telephone"}, "staff_id": {h.Staff["jonah"].Staff.String()}}, http.StatusSeeOther).To()
	h.Set(time.Date(2026, 12, 8, 15, 30, 0, 0, time.UTC)) // 8:30 am
	page := h.Ask("grace", dosing, nil, http.StatusOK, "Cannot be confirmed yet. The course is paused.").Body.String()
	if strings.Contains(page, dosing+"/arrival") || strings.Contains(page, "btn primary") {
		t.Error("a tentative session is offered to be marked as arrived, or has a primary button")
	}
	h.plain(h.Ask("grace", dosing+"/arrival", url.Values{}, http.StatusConflict, "It has to be confirmed before"))
	h.Ask("grace", call+"/arrival", url.Values{}, http.StatusSeeOther)
	h.Ask("grace", call, nil, http.StatusOK, "Not here after all")
	h.Ask("grace", dosing, nil, http.StatusOK, "The client is in another visit now", call)
	h.Ask("grace", call+"/correction", url.Values{}, http.StatusSeeOther)
	h.Ask("grace", call, nil, http.StatusOK, "Confirmed", call+"/arrival")
	h.Set(time.Date(2026, 12, 8, 20, 0, 0, 0, time.UTC)) // 1 pm: the session's time has passed
	page = h.Ask("grace", dosing, nil, http.StatusOK, "Its time has passed, and nothing says whether the client came.", "Did not come").Body.String()
	if strings.Contains(page, dosing+"/confirmation") || strings.Contains(page, "preparation visit") {
		t.Error("what has passed is offered to be confirmed or prepared")
	}
	h.Ask("grace", dosing+"/confirmation", url.Values{}, http.StatusConflict)
	h.Ask("grace", dosing+"/no-show", url.Values{}, http.StatusSeeOther)
	h.Ask("grace", dosing+"/correction", url.Values{}, http.StatusSeeOther)
	h.Ask("grace", dosing, nil, http.StatusOK, "Tentative because", "The course is paused.")
}

// TestATalkVisitIsReadAsItWasTyped: every field of the form comes back as itself, when it
// is booked and after a move.
func TestATalkVisitIsReadAsItWasTyped(t *testing.T) {
	h := open(t)
	jonah, priya := h.Staff["jonah"].Staff.String(), h.Staff["priya"].Staff.String()
	visit := h.Ask("grace", h.At+"/appointments/new/"+db.NewID().String(), testdesk.Form("kind", "follow-up", "day", "2026-12-03", "time", "13:30",
		"minutes", "35", "staff_id", jonah, "room_id", h.Rooms[1].String(), "visit_mode", "here", "reason", "Brings a friend"), http.StatusSeeOther).To()
	h.Ask("grace", visit, nil, http.StatusOK, "Follow-up visit", "Thu Dec 3, 1:30 pm to 2:05 pm", "With Jonah Weiss, LCSW", "Room Juniper",
		"How you meet Here", "Note for the front desk Brings a friend")
	typed := testdesk.Form("day", "2026-12-03", "time", "13:30", "staff_id", jonah, "room_id", h.Rooms[1].String(), "reason", "", "version", "1")
	for _, then := range []url.Values{
		testdesk.Form("day", "2026-12-04", "time", "09:15", "staff_id", priya, "room_id", h.Rooms[0].String(), "reason", "Travels", "version", "1"),
		nil,
	} {
		got := h.Get("grace", visit).TypedAt(visit + "/move")
		got.Del("made_for")
		if diff := cmp.Diff(typed, got); diff != "" {
			t.Errorf("(-typed +read):\n%s", diff)
		}
		if then != nil {
			h.Ask("grace", visit+"/move", then, http.StatusSeeOther)
			typed = testdesk.Form("day", "2026-12-04", "time", "09:15", "staff_id", priya, "room_id", h.Rooms[0].String(), "reason", "", "version", "2")
		}
	}
	h.Ask("grace", visit, nil, http.StatusOK, "Fri Dec 4, 9:15 am to 9:50 am", "With Priya Nair, LMFT", "Room Aspen", "Moved from",
		"Thu Dec 3, 1:30 pm Jonah Weiss Juniper Grace Kim", "Travels")
}

// TestAVisitIsMovedAndMissedByItsForms posts what the visit's page offers: for a talk and
// for a dosing, from a page that is current and from one that is old.
func TestAVisitIsMovedAndMissedByItsForms(t *testing.T) {
	h := open(t)
	dosing := h.Ask("grace", h.At+"/course/dosings/new/"+db.NewID().String(), h.dosing(nil), http.StatusSeeOther).To()
	talk := h.Ask("jonah", h.At+"/appointments/new/"+db.NewID().String(), testdesk.Form("kind", "preparation", "day", "2026-12-02", "time", "10:00",
		"minutes", "53", "staff_id", h.Staff["jonah"].Staff.String(), "visit_mode", "video"), http.StatusSeeOther).To()
	for _, visit := range []string{dosing, talk} {
		form := h.Get("grace", visit).TypedAt(visit + "/move")
		form.Set("day", "2026-12-09")
		form.Set("time", map[string]string{dosing: "09:00", talk: "14:00"}[visit])
		h.Answers("without a person", h.Post("grace", visit+"/move", testdesk.Form("day", "2026-12-09", "time", "09:00", "version", "1")),
			http.StatusUnprocessableEntity, "Choose whose visit it is")
		h.Ask("grace", visit+"/move", form, http.StatusSeeOther)
		h.Ask("grace", visit, nil, http.StatusOK, "Wed Dec 9", "Moved from")
		form.Set("day", "2026-12-10")
		h.Answers("from an old page", h.Post("grace", visit+"/move", form), http.StatusConflict, "was changed meanwhile", `name="version" value="2"`)
		h.Ask("grace", visit+"/no-show", url.Values{}, http.StatusConflict, "has not begun yet")
	}
	h.Ask("priya", talk+"/no-show", url.Values{}, http.StatusNotFound)
	h.Set(time.Date(2026, 12, 9, 21, 30, 0, 0, time.UTC)) // 2:30 pm
	for _, visit := range []string{dosing, talk} {
		h.Ask("grace", visit+"/no-show", url.Values{}, http.StatusSeeOther)
		h.Ask("grace", visit, nil, http.StatusOK, "Did not come", "Came after all")
		h.Ask("grace", visit+"/no-show", url.Values{}, http.StatusConflict, "cannot be marked as missed any more")
	}
	h.Ask("grace", "/calendar?day=2026-12-09", nil, http.StatusOK, "Free")
}

// TestWhatWasMarkedIsUndoneOnTheSpot: the page that follows the click says what was marked
// and takes it back; what something followed says why it stands.
func TestWhatWasMarkedIsUndoneOnTheSpot(t *testing.T) {
	h := open(t)
	dosing := h.Ask("grace", h.At+"/course/dosings/new/"+db.NewID().String(), h.dosing(nil), http.StatusSeeOther).To()
	for _, c := range []struct {
		act, at, words string
		form           url.Values
	}{
		{"/cancellation", "07:00", "The visit is cancelled", url.Values{"cancelled_by": {"client"}}},
		{"/arrival", "09:00", "The client is marked as here", url.Values{}},
		{"/no-show", "09:30", "marked as not come", url.Values{}},
	} {
		clock, _ := time.Parse("15:04", c.at)
		h.Set(time.Date(2026, 12, 8, clock.Hour()+7, clock.Minute(), 0, 0, time.UTC))
		after := h.Ask("grace", dosing+c.act, c.form, http.StatusSeeOther).To()
		page := h.Ask("grace", after, nil, http.StatusOK, c.words, "Undo: ").Body.String()
		if strings.Count(page, dosing+"/correction") != 1 {
			t.Errorf("%s: taken back in two places, or in none", c.act)
		}
		h.Ask("grace", dosing+"/correction", url.Values{}, http.StatusSeeOther)
		h.Ask("grace", dosing, nil, http.StatusOK, "Confirmed", dosing+"/arrival")
	}
	h.Ask("grace", dosing+"/arrival", url.Values{}, http.StatusSeeOther)
	h.Run(`update appointment set returns_to = '' where clinic_id = $1`, h.ID)
	h.Ask("grace", dosing+"?marked=yes", nil, http.StatusOK, "Something was recorded after this visit")
	h.Ask("grace", dosing+"/correction", url.Values{}, http.StatusConflict, "cannot be taken back any more")
}

// TestAVisitThatWasLetGoIsBookedAgain: the form of the same kind, as it was but for its day.
func TestAVisitThatWasLetGoIsBookedAgain(t *testing.T) {
	h := open(t)
	jonah := h.Staff["jonah"].Staff.String()
	dosing := h.Ask("grace", h.At+"/course/dosings/new/"+db.NewID().String(), h.dosing(nil), http.StatusSeeOther).To()
	talk := h.Ask("grace", h.At+"/appointments/new/"+db.NewID().String(), testdesk.Form("kind", "follow-up", "day", "2026-12-03", "time", "13:30",
		"minutes", "35", "staff_id", jonah, "room_id", h.Rooms[1].String(), "visit_mode", "here"), http.StatusSeeOther).To()
	for _, visit := range []string{dosing, talk} {
		if page := h.Ask("grace", visit, nil, http.StatusOK).Body.String(); strings.Contains(page, "Book again") {
			t.Error("a visit that stands is offered to be booked again")
		}
		h.Ask("grace", visit+"/cancellation", url.Values{"cancelled_by": {"client"}}, http.StatusSeeOther)
		h.Ask("grace", visit, nil, http.StatusOK, "Book again", "again="+visit[strings.LastIndex(visit, "/")+1:])
	}
	if n := strings.Count(h.Ask("grace", h.At+"/appointments", nil, http.StatusOK).Body.String(), "Book again"); n != 2 {
		t.Errorf("the list of visits offers it %d times, want beside both", n)
	}
	form := h.Ask("grace", h.At+"/appointments/new?kind=follow-up&again="+talk[strings.LastIndex(talk, "/")+1:], nil, http.StatusSeeOther).To()
	action, _, _ := strings.Cut(form, "&again")
	got := h.Get("grace", form).TypedAt(action)
	for name, want := range map[string]string{"minutes": "35", "time": "13:30", "staff_id": jonah, "room_id": h.Rooms[1].String(), "visit_mode": "here", "day": ""} {
		if got.Get(name) != want {
			t.Errorf("%s: got %q want %q", name, got.Get(name), want)
		}
	}
	h.Ask("grace", h.At+"/appointments/new?kind=dosing&again="+dosing[strings.LastIndex(dosing, "/")+1:], nil, http.StatusSeeOther)
}

// TestTheDeskConfirmsTheEscort: where the task leads, with the number to call; what was
// said last counts, and an adult who does not collect the client is nobody to choose.
func TestTheDeskConfirmsTheEscort(t *testing.T) {
	h := open(t)
	escort := db.NewID()
	h.Run(`insert into escort (clinic_id, id, client_id, name, relation, phone, adult) values ($1, $2, $3, 'Marta Lima', 'Sister', '303 555 0199', true)`, h.ID, escort, h.Client)
	visit := h.Ask("grace", h.At+"/course/dosings/new/"+db.NewID().String(), h.dosing(nil), http.StatusSeeOther).To()
	h.Ask("grace", visit, nil, http.StatusOK, "Not confirmed", "Marta Lima", "tel:")
	h.Ask("grace", visit+"/escort", url.Values{"escort_id": {db.NewID().String()}}, http.StatusUnprocessableEntity, "Choose who was asked", "Say how you asked", "Say whether they collect")
	for _, said := range []struct{ answer, words string }{{"yes", "Escort Confirmed"}, {"no", "Escort Cannot come"}, {"yes", "Escort Confirmed"}} {
		h.Advance(time.Minute)
		h.Ask("grace", visit+"/escort", url.Values{"escort_id": {escort.String()}, "how": {"spoke"}, "answer": {said.answer}}, http.StatusSeeOther)
		h.Ask("grace", visit, nil, http.StatusOK, said.words, "Spoke, Tue Nov 24", "Grace Kim")
	}
	h.Ask("grace", visit+"/cancellation", url.Values{"cancelled_by": {"client"}}, http.StatusSeeOther)
	h.Ask("grace", visit+"/escort", url.Values{"escort_id": {escort.String()}, "how": {"spoke"}, "answer": {"yes"}}, http.StatusConflict, "nobody is asked for it any more")
}

// TestAVisitEndsLater: therapist and room stay booked, where they are free, also while
// the visit goes on.
func TestAVisitEndsLater(t *testing.T) {
	h := open(t)
	visit := h.Ask("grace", h.At+"/course/dosings/new/"+db.NewID().String(), h.dosing(nil), http.StatusSeeOther).To()
	h.Set(time.Date(2026, 12, 8, 16, 0, 0, 0, time.UTC)) // 9 am
	h.Ask("grace", visit+"/arrival", url.Values{}, http.StatusSeeOther)
	form := h.Get("grace", visit).TypedAt(visit + "/extension")
	h.Ask("grace", visit+"/extension", form, http.StatusUnprocessableEntity, "from 5 to 480")
	form.Set("minutes", "45")
	h.Ask("grace", visit, nil, http.StatusOK, "9:00 am to 12:00 pm")
	h.Ask("grace", visit+"/extension", form, http.StatusSeeOther)
	h.Ask("grace", visit, nil, http.StatusOK, "9:00 am to 12:45 pm")
	h.Ask("grace", visit+"/extension", form, http.StatusConflict, "was changed meanwhile")
	h.Ask("grace", h.At+"/appointments/new/"+db.NewID().String(), testdesk.Form("kind", "preparation", "day", "2026-12-08", "time", "13:30",
		"minutes", "53", "staff_id", h.Staff["jonah"].Staff.String(), "visit_mode", "video"), http.StatusSeeOther)
	form = h.Get("grace", visit).TypedAt(visit + "/extension")
	form.Set("minutes", "60")
	h.Ask("grace", visit+"/extension", form, http.StatusConflict, "Jonah Weiss, LCSW is booked on Tue Dec 8 from 1:30 pm")
}

// TestARoomIsReadAsItWasTyped: every field comes back as itself, when it is added and after
// a change.
func TestARoomIsReadAsItWasTyped(t *testing.T) {
	h := open(t)
	id := db.NewID().String()
	form := testdesk.Form("name", "Fir", "capacity", "4", "dosing", "true")
	h.Ask("ruth", "/rooms/new/"+id, form, http.StatusSeeOther)
	for range 2 {
		got := h.Get("ruth", "/rooms/"+id).Typed()
		got.Del("made_for")
		got.Del("came_from")
		if diff := cmp.Diff(form, got); diff != "" {
			t.Errorf("(-typed +read):\n%s", diff)
		}
		form = testdesk.Form("name", "Larch", "capacity", "7", "closed", "true")
		h.Ask("ruth", "/rooms/"+id, form, http.StatusSeeOther)
	}
	h.Ask("ruth", "/hours", testdesk.Form("staff_id", h.Staff["tomas"].Staff.String(), "weekday", "5", "starts", "08:30", "ends", "12:15"), http.StatusSeeOther)
	h.Ask("ruth", "/hours", nil, http.StatusOK, "Tomás Lind, RN Friday, 8:30 am to 12:15 pm")
}
