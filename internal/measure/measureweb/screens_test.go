package measureweb_test

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
	"kap/internal/measure"
	"kap/internal/measure/measureweb"
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
		EndSignIn: func(*http.Request) {}, Log: slog.New(slog.NewTextHandler(t.Output(), nil))}, measureweb.Screens{Measures: measure.Service{DB: d.DB}}.Routes())
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

func TestTheFrontDeskReadsNoMeasure(t *testing.T) {
	s := open(t)
	for _, path := range []string{"/measures", "/measures/" + db.NewID().String(), "/measures/phq9/new", "/measures/by-hand/new"} {
		if page := s.ask(t, "grace", s.at+path, nil, http.StatusForbidden); strings.Contains(page, "Ana Ruiz") {
			t.Errorf("%s names the client", path)
		}
	}
}

func TestAQuestionnaireIsAnsweredAndRead(t *testing.T) {
	s := open(t)
	s.ask(t, "jonah", s.at+"/measures", nil, http.StatusOK, "No questionnaire is in yet")
	at := s.ask(t, "ada", s.at+"/measures/phq9/new", nil, http.StatusSeeOther)
	s.ask(t, "ada", at, nil, http.StatusOK, "9. Thoughts that you would be better off dead", "Refused or does not know")
	form := url.Values{"at": {"2026-11-24T19:00"}, "occasion": {"intake"}, "place": {"here"}, "answered_by": {"client"}}
	for item := '1'; item <= '8'; item++ {
		form.Set("answers["+string(item)+"]", "0")
	}
	s.ask(t, "ada", at, form, http.StatusUnprocessableEntity, "Question 9: choose an answer")
	form.Set("answers[9]", "1")
	response := s.ask(t, "ada", at, form, http.StatusSeeOther)
	s.ask(t, "ada", response, nil, http.StatusOK, "Please tell us now; somebody will talk with you today", "988", "1 of 27", "minimal", "The therapist has been told")
	s.ask(t, "jonah", response, nil, http.StatusOK, "Check risk today", s.at+"/risk-checks/new", "Baseline")
	s.ask(t, "jonah", s.at+"/measures", nil, http.StatusOK, "1 of 27", "intake", "Outcome")
	s.ask(t, "priya", response, nil, http.StatusNotFound)
	s.ask(t, "jonah", s.at+"/measures/phq8/new/"+db.NewID().String(), nil, http.StatusNotFound)
}

func TestWhatWasLeftOpenIsSaidAndANegativeScreenIsOverridden(t *testing.T) {
	s := open(t)
	form := url.Values{"at": {"2026-11-24T19:00"}, "occasion": {"intake"}, "place": {"here"}, "answered_by": {"client"}, "answers[9]": {"refused"}}
	for item := '1'; item <= '8'; item++ {
		form.Set("answers["+string(item)+"]", "0")
	}
	at := s.ask(t, "jonah", s.at+"/measures/phq9/new", nil, http.StatusSeeOther)
	response := s.ask(t, "jonah", at, form, http.StatusSeeOther)
	page := s.ask(t, "jonah", response, nil, http.StatusOK, "Item 9 was not answered. That is not a no", "Record a risk check",
		"Text of the questionnaire, version 1. Definitions of change, version 1.")
	if strings.Contains(page, "Take the screen for positive") {
		t.Error("a PHQ-9 is overridden")
	}
	for item := '1'; item <= '4'; item++ {
		form.Set("answers["+string(item)+"]", "0")
	}
	at = s.ask(t, "jonah", s.at+"/measures/asq/new", nil, http.StatusSeeOther)
	response = s.ask(t, "jonah", at, form, http.StatusSeeOther)
	s.ask(t, "jonah", response, nil, http.StatusOK, "negative", "Take the screen for positive")
	if strings.Contains(s.ask(t, "ada", response, nil, http.StatusOK), "Take the screen for positive") {
		t.Error("the assistant is offered the override")
	}
	s.ask(t, "ada", response+"/override", url.Values{"reason": {"Flat"}}, http.StatusForbidden)
	s.ask(t, "jonah", response+"/override", url.Values{"reason": {""}}, http.StatusUnprocessableEntity, "Write what makes you concerned")
	s.ask(t, "jonah", response+"/override", url.Values{"reason": {"Flat, alone"}}, http.StatusSeeOther)
	s.ask(t, "jonah", response, nil, http.StatusOK, "Please tell us now", "Jonah Weiss: Flat, alone", "taken for positive")
}

func TestEveryInstrumentAndAScoreByHandHaveAForm(t *testing.T) {
	s := open(t)
	for _, i := range measure.Instruments() {
		at := s.ask(t, "jonah", s.at+"/measures/"+i.ID+"/new", nil, http.StatusSeeOther)
		s.ask(t, "jonah", at, nil, http.StatusOK, i.Instruction, i.Items[0].Text)
	}
	at := s.ask(t, "jonah", s.at+"/measures/by-hand/new", nil, http.StatusSeeOther)
	s.ask(t, "jonah", at, url.Values{"instrument": {"PHQ-9"}, "score": {"x"}, "on": {"2026-11-23"}}, http.StatusUnprocessableEntity,
		"answered here", "as a number")
	s.ask(t, "jonah", at, url.Values{"instrument": {"MADRS"}, "score": {"28"}, "on": {"2026-11-23"}}, http.StatusSeeOther)
	s.ask(t, "jonah", s.at+"/measures", nil, http.StatusOK, "MADRS")
}
