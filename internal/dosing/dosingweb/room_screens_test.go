package dosingweb_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/dosing"
	"kap/internal/dosing/dosingweb"
	"kap/internal/endpoint"
	"kap/internal/protocol"
	"kap/web/ui"
)

// room is the step's screens over a session whose lozenge was taken at noon, with Jonah
// in the room; a request names who asks.
type room struct {
	*dbtest.DB
	clinic dbtest.Clinic
	router chi.Router
	t      *testing.T

	client, session uuid.UUID
}

func openRoom(t *testing.T) room {
	t.Parallel()
	d := dbtest.New(t)
	s := room{DB: d, clinic: d.Clinic(t), router: chi.NewRouter(), t: t, client: db.NewID(), session: db.NewID()}
	zone, err := time.LoadLocation("America/Denver")
	if err != nil {
		t.Fatal(err)
	}
	clients := client.Service{DB: d.DB}
	endpoint.Mount(s.router, endpoint.Options{
		DB: d.DB,
		Authenticate: func(r *http.Request, _ bool) (*http.Request, bool, error) {
			actor := s.clinic.Staff[r.Header.Get("Who")]
			ctx := ui.WithShell(auth.With(r.Context(), actor), ui.Shell{Clinic: "Larkspur", Zone: zone, Now: d.Now(), Actor: actor, SignedIn: true})
			return r.WithContext(ctx), true, nil
		},
		Anonymous: func(r *http.Request) *http.Request { return r },
		Header:    func(ctx context.Context, id uuid.UUID) (*ui.Header, error) { return clients.Header(ctx, id) },
		EndSignIn: func(*http.Request) {},
		Log:       slog.New(slog.NewTextHandler(t.Output(), nil)),
	}, dosingweb.Screens{Dosing: dosing.Service{DB: d.DB}}.Routes())
	s.begin()
	return s
}

func (s room) own(statement string, args ...any) {
	s.t.Helper()
	if _, err := s.Owner.Exec(context.Background(), statement, args...); err != nil {
		s.t.Fatal(err)
	}
}

func (s room) begin() {
	s.t.Helper()
	course, jonah, clinic := db.NewID(), s.clinic.Staff["jonah"].Staff, s.clinic.ID
	s.own(`insert into protocol (clinic_id, id, version, body, effective_from, drafted_by, approved_by, approved_at)
		values ($1, $2, 1, $3, '2026-01-01', null, $4, '2026-01-01')`, clinic, db.NewID(), protocol.Default(), s.clinic.Staff["miriam"].Staff)
	s.own(`insert into client (clinic_id, id, number, legal_name, preferred_name, born)
		values ($1, $2, '', 'Anastasia Ruiz', 'Ana', '1984-03-14')`, clinic, s.client)
	for name, role := range map[string]string{"miriam": "prescriber", "jonah": "therapist", "tomas": "nurse", "ada": "medical_assistant"} {
		s.own(`insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
			values ($1, $2, $3, $4, $5, '2026-01-01', 'named')`, clinic, db.NewID(), s.client, s.clinic.Staff[name].Staff, role)
	}
	s.own(`insert into course (clinic_id, id, client_id, opened_at, therapist_id, prescriber_id)
		values ($1, $2, $3, '2026-10-01', $4, $5)`, clinic, course, s.client, jonah, s.clinic.Staff["miriam"].Staff)
	s.own(`insert into dosing_session (clinic_id, id, client_id, course_id, therapist_id, room_id, protocol_version,
		    status, arrived_at, cleared_at, cleared_by, started_at)
		values ($1, $2, $3, $4, $5, $6, 1, 'dosed', $7, $7, $5, $8)`,
		clinic, s.session, s.client, course, jonah, s.clinic.Rooms[0], dbtest.Noon.Add(-30*time.Minute), dbtest.Noon)
	s.own(`insert into presence (clinic_id, id, client_id, session_id, staff_id, role, came_at, confirmed_at)
		values ($1, $2, $3, $4, $5, 'therapist', $6, $6)`, clinic, db.NewID(), s.client, s.session, jonah, dbtest.Noon.Add(-30*time.Minute))
	s.own(`with taken as (
		    insert into intake (clinic_id, id, client_id, session_id, at, mg, from_paper, witness)
		    values ($1, $2, $3, $4, $5, 150, true, $6))
		insert into intake_line (clinic_id, id, client_id, intake_id, units, strength)
		values ($1, $7, $3, $2, 1.5, 100)`, clinic, db.NewID(), s.client, s.session, dbtest.Noon, jonah, db.NewID())
	s.own(`insert into vitals (clinic_id, id, client_id, session_id, taken_at, slot, systolic, diastolic, heart_rate, spo2, sedation, measured_by)
		values ($1, $2, $3, $4, $5, 'baseline', 128, 82, 72, 98, 5, $6)`,
		clinic, db.NewID(), s.client, s.session, dbtest.Noon.Add(-10*time.Minute), jonah)
}

func (s room) at(minute int) { s.Set(dbtest.Noon.Add(time.Duration(minute) * time.Minute)) }

func (s room) path(page string) string {
	return "/clients/" + s.client.String() + "/dosing/" + s.session.String() + page
}

func (s room) get(who, path string) *httptest.ResponseRecorder {
	s.t.Helper()
	return s.ask(who, httptest.NewRequest(http.MethodGet, path, nil))
}

// post sends a form; without an id of its own it gets a new one.
func (s room) post(who, path string, form url.Values) *httptest.ResponseRecorder {
	s.t.Helper()
	if form.Get("submission") == "" {
		form.Set("submission", db.NewID().String())
	}
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return s.ask(who, r)
}

func (s room) ask(who string, r *http.Request) *httptest.ResponseRecorder {
	r.Header.Set("Who", who)
	w := httptest.NewRecorder()
	s.router.ServeHTTP(w, r)
	return w
}

var spaces = regexp.MustCompile(`\s+`)
var tags = regexp.MustCompile(`<[^>]*>`)

// answers checks status and words of a page, as they are read or as they are written.
func (s room) answers(what string, w *httptest.ResponseRecorder, status int, words ...string) {
	s.t.Helper()
	if w.Code != status {
		s.t.Errorf("%s: got %d want %d", what, w.Code, status)
	}
	read := spaces.ReplaceAllString(tags.ReplaceAllString(w.Body.String(), " "), " ")
	for _, word := range words {
		if !strings.Contains(read, word) && !strings.Contains(w.Body.String(), word) {
			s.t.Errorf("%s: %q is not on the page\n%s", what, word, read)
		}
	}
}

// enter opens the entry of a reading and answers where it posts.
func (s room) enter() string {
	s.t.Helper()
	return s.get("jonah", s.path("/vitals")).Header().Get("Location")
}

func healthyForm(slot string) url.Values {
	return url.Values{"systolic": {"128/82"}, "heart_rate": {"72"}, "spo2": {"98"}, "sedation": {"5"}, "slot": {slot}}
}

func TestTheRoomSaysSinceWhenAndWhatIsDue(t *testing.T) {
	s := openRoom(t)
	s.at(27)
	page := s.get("jonah", s.path(""))
	s.answers("27 min", page, http.StatusOK, "Ana", "born 1984", "Aspen", "27 min", "since the lozenge", "Vitals due in 13 min", "Record vitals", "J", "150 mg")
	if body := page.Body.String(); strings.Contains(body, "Anastasia") || strings.Contains(body, "Ruiz") {
		t.Error("the room shows the full name")
	}
	s.at(54)
	s.answers("54 min", s.get("jonah", s.path("")), http.StatusOK, "Vitals overdue late 14 min", "40 min after the lozenge")
}

func TestAReadingIsEnteredRefusedConfirmedAndShown(t *testing.T) {
	s := openRoom(t)
	s.at(40)
	at := s.enter()
	s.answers("entry", s.get("jonah", at), http.StatusOK, "Systolic", "Last 128/82", "40 min since the lozenge", "Only if called loudly or repeatedly")
	form := healthyForm("+40")
	form.Set("systolic", "82/128")
	s.answers("swapped", s.post("jonah", at, form), http.StatusUnprocessableEntity, "Was it 128/82?", "Save as 128/82")
	form.Set("systolic", "168/99")
	form.Set("heart_rate", "125")
	page := s.post("jonah", at, form)
	s.answers("unusual", page, http.StatusUnprocessableEntity, "Heart rate 125 a minute is unusual. Is it right?", "I looked again and these are right")
	form.Set("confirmed", "I looked again and these are right: Heart rate 125 a minute is unusual. Is it right?")
	s.answers("confirmed", s.post("jonah", at, form), http.StatusSeeOther)
	s.answers("the same again", s.post("jonah", at, form), http.StatusSeeOther)
	s.answers("after Back", s.get("jonah", at), http.StatusOK, "Saved at 12:40 pm")
	s.answers("alert", s.get("jonah", s.path("")), http.StatusOK, "168/99 has risen by 40/25 or more from 128/82. Call the prescriber and repeat in 5 minutes.",
		"Repeat at 12:45 pm", "emergency services at once", "unusual, confirmed by Jonah Weiss", "Recorded 12:40 pm")
}

func TestAReadingIsCorrectedOnItsPage(t *testing.T) {
	s := openRoom(t)
	s.at(40)
	s.post("jonah", s.enter(), healthyForm("+40"))
	link := regexp.MustCompile(`href="([^"]*/readings/[^"]*)"`).FindAllStringSubmatch(s.get("jonah", s.path("")).Body.String(), -1)
	if len(link) != 2 {
		t.Fatalf("links to correct: got %v", link)
	}
	at := link[1][1]
	s.answers("page", s.get("jonah", at), http.StatusOK, "Correct the reading of 12:40 pm")
	s.answers("without a reason", s.post("jonah", at, healthyForm("+40")), http.StatusUnprocessableEntity, "Write what was wrong")
	form := healthyForm("+40")
	form.Set("reason", "slip")
	s.answers("corrected", s.post("jonah", at, form), http.StatusSeeOther)
	s.answers("room", s.get("jonah", s.path("")), http.StatusOK, "voided: 128/82", "slip", "Corrected")
	s.answers("voided by hand", s.post("jonah", link[0][1]+"/void", url.Values{"reason": {"cuff too small"}}), http.StatusSeeOther)
}

func TestEventsAreOneTap(t *testing.T) {
	s := openRoom(t)
	s.at(12)
	form := url.Values{"kind": {"spat"}}
	s.answers("tap", s.post("jonah", s.path("/events"), form), http.StatusSeeOther)
	s.answers("the same tap", s.post("jonah", s.path("/events"), form), http.StatusSeeOther)
	page := s.get("jonah", s.path(""))
	s.answers("room", page, http.StatusOK, "Spat out , 12:12 pm, Jonah Weiss", "Undo", "spat out")
	undo := regexp.MustCompile(`action="([^"]*/undo)"`).FindStringSubmatch(page.Body.String())
	s.answers("by another", s.post("tomas", undo[1], url.Values{}), http.StatusConflict, "Only the person who noted this")
	s.answers("undo", s.post("jonah", undo[1], url.Values{}), http.StatusSeeOther)
	s.answers("without words", s.post("jonah", s.path("/events"), url.Values{"kind": {"prescriber_called"}}), http.StatusUnprocessableEntity, "Write who answered")
	s.answers("missed", s.post("jonah", s.path("/missed"), url.Values{"slot": {"+40"}, "missed_reason": {"x"}}), http.StatusUnprocessableEntity, "Choose a reading that is due")
}

func TestAHandOverOnThePage(t *testing.T) {
	s := openRoom(t)
	s.at(20)
	s.answers("alone", s.post("jonah", s.path("/presence/out"), url.Values{}), http.StatusConflict, "Nobody else has confirmed")
	s.answers("ask", s.post("jonah", s.path("/presence/hand-over"), url.Values{"staff": {s.clinic.Staff["tomas"].Staff.String()}}), http.StatusSeeOther)
	page := s.get("tomas", s.path(""))
	s.answers("Tomás", page, http.StatusOK, "asked to take over, not confirmed", "I have taken over")
	confirm := regexp.MustCompile(`action="([^"]*/confirm)"`).FindStringSubmatch(page.Body.String())
	s.answers("not another's word", s.post("jonah", confirm[1], url.Values{}), http.StatusConflict, "on their own sign-in")
	s.answers("confirmed", s.post("tomas", confirm[1], url.Values{}), http.StatusSeeOther)
	s.answers("out", s.post("jonah", s.path("/presence/out"), url.Values{}), http.StatusSeeOther)
}

func TestImpressionsLeavingAndSignature(t *testing.T) {
	s := openRoom(t)
	for minute, slot := range map[int]string{40: "+40"} {
		s.at(minute)
		s.post("jonah", s.enter(), healthyForm(slot))
	}
	s.at(90)
	s.post("jonah", s.enter(), healthyForm("+90"))
	at := s.get("jonah", s.path("/impressions")).Header().Get("Location")
	s.answers("impressions", s.get("jonah", at), http.StatusOK, "Choose before you write", "Emotion 1")
	form := url.Values{"ways": {"talk", "art"}, "belongs": {"record"}, "quotes": {"I was the water"}, "emotions[0].name": {"awe"}, "emotions[0].intensity": {"8"}}
	s.answers("kept", s.post("jonah", at, form), http.StatusSeeOther)
	s.at(119)
	s.post("jonah", s.enter(), healthyForm("leaving"))
	leave := url.Values{"oriented": {"4"}, "walks_steadily": {"yes"}, "nausea_controlled": {"yes"}, "own_baseline": {"yes"}, "safe": {"yes"},
		"instructions_given": {"yes"}, "manner": {"escort"}, "escort_present": {"yes"}, "escort_name": {"Luis Ruiz"}}
	s.answers("leaving", s.get("jonah", s.path("/leaving")), http.StatusOK, "At the earliest 2:00 pm", "Stay until 2:00 pm", "100 mg")
	s.answers("minute 119", s.post("jonah", s.path("/leaving"), leave), http.StatusUnprocessableEntity, "Stay until 2:00 pm")
	s.at(120)
	leave.Del("submission")
	s.answers("minute 120", s.post("jonah", s.path("/leaving"), leave), http.StatusSeeOther)
	s.answers("after", s.get("jonah", s.path("")), http.StatusOK, "Check and sign the session", "Luis Ruiz")
	s.answers("instructions", s.get("jonah", s.path("/instructions")), http.StatusOK, "No driving", "24 hours", "988")
	page := s.get("jonah", s.path("/signature"))
	s.answers("check", page, http.StatusOK, "I was the water", "awe 8 of 10", "Left with the escort", "Sign the session", "1.5 × 100 mg = 150 mg")
	shown := regexp.MustCompile(`name="shown" value="([0-9a-f]{64})"`).FindStringSubmatch(page.Body.String())
	s.answers("the nurse reads", s.get("tomas", s.path("/signature")), http.StatusOK, "Jonah Weiss signs this session")
	s.answers("the nurse may not", s.post("tomas", s.path("/signature"), url.Values{"shown": {shown[1]}}), http.StatusForbidden)
	s.answers("another text", s.post("jonah", s.path("/signature"), url.Values{"shown": {strings.Repeat("0", 64)}}), http.StatusConflict, "has changed since it was shown", "Sign the session")
	s.answers("signed", s.post("jonah", s.path("/signature"), url.Values{"shown": {shown[1]}}), http.StatusSeeOther)
	s.answers("sealed", s.get("jonah", s.path("/signature")), http.StatusOK, "Signed session", "Jonah Weiss, LCSW , signed Tue Nov 24, 2:00 pm")
	s.answers("a reading after", s.post("jonah", s.enter(), healthyForm("unscheduled")), http.StatusConflict, "This session is signed")
	s.answers("printed", s.get("miriam", s.path("/record")), http.StatusOK, "Anastasia Ruiz", "K-0001", "Printed by")
}

func TestCallsAreLogged(t *testing.T) {
	s := openRoom(t)
	s.at(45)
	s.answers("help", s.get("jonah", s.path("/help")), http.StatusOK, "Miriam Halvorsen", "Call 911 at once for chest pain")
	s.answers("not read back", s.post("jonah", s.path("/help"), url.Values{"kind": {"prescriber"}, "called": {"Dr. Halvorsen"},
		"reason": {"BP 185/100"}, "answered": {"yes"}, "instruction": {"repeat"}}), http.StatusUnprocessableEntity, "Read the instruction back")
	s.answers("logged", s.post("jonah", s.path("/help"), url.Values{"kind": {"prescriber"}, "called": {"Dr. Halvorsen"},
		"reason": {"BP 185/100"}, "answered": {"yes"}, "instruction": {"repeat"}, "read_back": {"true"}}), http.StatusSeeOther)
}

func TestWhoSeesTheRoom(t *testing.T) {
	s := openRoom(t)
	for who, want := range map[string]int{"jonah": 200, "miriam": 200, "tomas": 200, "ada": 200, "priya": 404, "grace": 403, "ruth": 403} {
		if got := s.get(who, s.path("")).Code; got != want {
			t.Errorf("%s: got %d want %d", who, got, want)
		}
	}
	s.answers("the assistant measures", s.get("ada", s.path("/vitals")), http.StatusSeeOther)
	s.answers("and notes no events", s.post("ada", s.path("/events"), url.Values{"kind": {"tears"}}), http.StatusForbidden)
}

func TestBeforeTheLozenge(t *testing.T) {
	s := openRoom(t)
	s.own(`delete from intake_line`)
	s.own(`delete from intake`)
	s.own(`update dosing_session set status = 'arrived', started_at = null, cleared_at = null, cleared_by = null`)
	s.at(5)
	s.answers("session", s.get("jonah", s.path("")), http.StatusOK, "Arrival check", "128/82 is within the limit.", "Jonah Weiss, since 11:30 am", "Readiness")
	form := healthyForm("baseline")
	form.Set("systolic", "148/92")
	s.answers("high", s.post("jonah", s.enter(), form), http.StatusSeeOther)
	s.answers("repeat", s.get("jonah", s.get("jonah", s.path("/vitals")).Header().Get("Location")), http.StatusOK,
		"Let the client rest and repeat at 12:10 pm", "the mean of the last two decides")
}
