package integrationweb_test

import (
	"context"
	"html"
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
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/endpoint"
	"kap/internal/integration"
	"kap/internal/integration/integrationweb"
	"kap/internal/protocol"
	"kap/web/ui"
)

// site is the screens, with Ana Ruiz in the care of Jonah and Miriam.
type site struct {
	*dbtest.DB
	dbtest.Clinic
	chi.Router
	client, course uuid.UUID
	at             string
}

func open(t *testing.T) site {
	t.Parallel()
	d := dbtest.New(t)
	s := site{DB: d, Clinic: d.Clinic(t), Router: chi.NewRouter(), client: db.NewID(), course: db.NewID()}
	s.at = "/clients/" + s.client.String()
	s.owner(t, `insert into client (clinic_id, id, number, legal_name, born) values ($1, $2, '', 'Ana Ruiz', '1984-03-14')`, s.Clinic.ID, s.client)
	s.owner(t, `insert into course (clinic_id, id, client_id, therapist_id) values ($1, $2, $3, $4)`, s.Clinic.ID, s.course, s.client, s.Staff["jonah"].Staff)
	for name, role := range map[string]string{"miriam": "prescriber", "jonah": "therapist", "ada": "medical_assistant"} {
		s.owner(t, `insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
			values ($1, $2, $3, $4, $5, '2026-01-01', 'named')`, s.Clinic.ID, db.NewID(), s.client, s.Staff[name].Staff, role)
	}
	endpoint.Mount(s.Router, endpoint.Options{DB: d.DB,
		Authenticate: func(r *http.Request, _ bool) (*http.Request, bool, error) {
			actor := s.Staff[r.Header.Get("Who")]
			ctx := ui.WithShell(auth.With(r.Context(), actor), ui.Shell{Zone: time.UTC, Now: d.Now(), Actor: actor, SignedIn: true})
			return r.WithContext(ctx), true, nil
		},
		Anonymous: func(r *http.Request) *http.Request { return r },
		Header: func(_ context.Context, id uuid.UUID) (*ui.Header, error) {
			return &ui.Header{ID: id, Legal: "Ana Ruiz"}, nil
		},
		EndSignIn: func(*http.Request) {}, Log: slog.New(slog.NewTextHandler(t.Output(), nil))}, integrationweb.Screens{Integrations: integration.Service{DB: d.DB}}.Routes())
	return s
}

func (s site) owner(t *testing.T, statement string, args ...any) {
	t.Helper()
	if _, err := s.Owner.Exec(context.Background(), statement, args...); err != nil {
		t.Fatal(err)
	}
}

// ask sends a request of somebody's, a nil form is a GET, and answers the page or where
// it leads.
func (s site) ask(t *testing.T, who, path string, form url.Values, status int, words ...string) string {
	t.Helper()
	s.Advance(time.Second)
	r := httptest.NewRequest(http.MethodGet, path, nil)
	if form != nil {
		form.Set("submission", db.NewID().String())
		r = httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.Header.Set("Who", who)
	answer := httptest.NewRecorder()
	s.ServeHTTP(answer, r)
	page := html.UnescapeString(answer.Body.String())
	if answer.Code != status {
		t.Fatalf("%s %s: got %d, want %d\n%s", who, path, answer.Code, status, page)
	}
	for _, word := range words {
		if !strings.Contains(page, word) {
			t.Errorf("%s %s: %q is not on the page", who, path, word)
		}
	}
	if to := answer.Header().Get("Location"); to != "" {
		return to
	}
	return page
}

// dosed gives Ana a dose three days ago, a goal and an approved protocol.
func (s site) dosed(t *testing.T) (day, goal string) {
	t.Helper()
	dosed, goals := db.NewID(), db.NewID()
	at := dbtest.Noon.AddDate(0, 0, -3)
	s.owner(t, `insert into protocol (clinic_id, id, version, body, effective_from, approved_by, approved_at)
		values ($1, $2, 1, $3, '2026-01-01', $4, '2026-01-01')`, s.Clinic.ID, db.NewID(), protocol.Default(), s.Staff["miriam"].Staff)
	s.owner(t, `insert into dosing_day (clinic_id, id, client_id, course_id, number, on_date, started_at)
		values ($1, $2, $3, $4, 2, '2026-11-21', $5)`, s.Clinic.ID, dosed, s.client, s.course, at)
	s.owner(t, `insert into goal (clinic_id, id, client_id, course_id, position, words) values ($1, $2, $3, $4, 1, 'less alone with it')`,
		s.Clinic.ID, goals, s.client, s.course)
	session := db.NewID()
	s.owner(t, `insert into dosing_session (clinic_id, id, client_id, course_id, dosing_day_id, status, arrived_at, started_at)
		values ($1, $2, $3, $4, $5, 'dosed', $6, $6)`, s.Clinic.ID, session, s.client, s.course, dosed, at)
	s.owner(t, `insert into impression (clinic_id, id, client_id, session_id, at, images, quotes)
		values ($1, $2, $3, $4, $5, 'house, water', 'The door was blue and it was mine.')`, s.Clinic.ID, db.NewID(), s.client, session, at)
	s.owner(t, `insert into preparation_session (clinic_id, id, client_id, course_id, held_at, intention)
		values ($1, $2, $3, $4, $5, 'To look at the year after the move.')`, s.Clinic.ID, db.NewID(), s.client, s.course, at.AddDate(0, 0, -7))
	return dosed.String(), goals.String()
}

func TestASessionIsWrittenAndSigned(t *testing.T) {
	s := open(t)
	s.ask(t, "jonah", s.at+"/integrations", nil, http.StatusOK, "No dosing session was held yet")
	day, goal := s.dosed(t)
	at := s.ask(t, "jonah", s.at+"/integrations/new?dosing_day="+day, nil, http.StatusSeeOther)
	s.ask(t, "jonah", at, nil, http.StatusOK, "After dose 2 on Sat Nov 21, day 3 of about 14", "To look at the year after the move.",
		"The door was blue and it was mine.", "less alone with it", "No risk check on the day of this session")
	form := url.Values{"dosing_day": {day}, "held_at": {"2026-11-24T18:00"}, "minutes": {"53"}, "place": {"here"}, "state_since": {"Lighter."},
		"urinary": {"no"}, "goals[0].goal": {goal}, "goals[0].rating": {"6"}, "agreed": {"Walk daily"}, "then": {"check risk"},
		"themes": {"standing still\r\nwater"}}
	check := s.ask(t, "jonah", at, form, http.StatusSeeOther)
	if !strings.HasPrefix(check, s.at+"/risk-checks/new?then=integration/") {
		t.Errorf("leads to %s", check)
	}
	visit := s.at + "/integrations/" + strings.TrimPrefix(check, s.at+"/risk-checks/new?then=integration/")
	s.ask(t, "jonah", visit, nil, http.StatusOK, "Lighter.", "Walk daily", "So far 6", "standing still\nwater")
	s.ask(t, "jonah", visit+"/signature", nil, http.StatusOK, "Missing before you can sign", "Make a risk check", "feels ready")
	s.owner(t, `insert into risk_check (clinic_id, id, client_id, at, ideation, dispositions) values ($1, $2, $3, $4, 'none', '{usual care}')`,
		s.Clinic.ID, db.NewID(), s.client, dbtest.Noon.Add(-time.Hour))
	form.Set("ready", "ready")
	form.Set("then", "sign")
	form.Set("version", "1")
	signature := s.ask(t, "jonah", visit, form, http.StatusSeeOther)
	page := s.ask(t, "jonah", signature, nil, http.StatusOK, "6 of 10", "Signing locks this session", "standing still; water")
	_, hash, _ := strings.Cut(page, `name="shown" value="`)
	s.ask(t, "jonah", signature, url.Values{"shown": {"other"}}, http.StatusConflict, "has changed since it was shown")
	s.ask(t, "jonah", signature, url.Values{"shown": {hash[:64]}}, http.StatusSeeOther)
	s.ask(t, "miriam", visit, nil, http.StatusOK, "Signed by", "Jonah Weiss, LCSW", "Walk daily")
	s.ask(t, "jonah", s.at+"/integrations", nil, http.StatusOK, "Signed", "Ready")
	s.ask(t, "priya", visit, nil, http.StatusNotFound)
}

func TestWhoMayNotReadsNoName(t *testing.T) {
	s := open(t)
	for _, path := range []string{"/integrations", "/integrations/new", "/integrations/" + db.NewID().String(), "/safety-calls/new"} {
		if page := s.ask(t, "grace", s.at+path, nil, http.StatusForbidden); strings.Contains(page, "Ana Ruiz") {
			t.Errorf("%s names the client", path)
		}
	}
	s.ask(t, "miriam", s.at+"/integrations/new", nil, http.StatusForbidden)
}

func TestASafetyCallIsLogged(t *testing.T) {
	s := open(t)
	at := s.ask(t, "jonah", s.at+"/safety-calls/new?session="+db.NewID().String(), nil, http.StatusSeeOther)
	s.ask(t, "jonah", at, nil, http.StatusOK, "No risk check today", s.at+"/risk-checks/new?then=call/")
	s.ask(t, "jonah", at, url.Values{"at": {"2026-11-24T18:59"}, "outcome": {"reached"}, "doing": {"well"}}, http.StatusUnprocessableEntity,
		"Make a risk check in the call")
	s.ask(t, "jonah", at, url.Values{"at": {"2026-11-24T18:59"}, "outcome": {"no answer"}}, http.StatusSeeOther)
}
