package safetyweb_test

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
	"kap/internal/safety"
	"kap/internal/safety/safetyweb"
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
		EndSignIn: func(*http.Request) {}, Log: slog.New(slog.NewTextHandler(t.Output(), nil))}, safetyweb.Screens{Safety: safety.Service{DB: d.DB}}.Routes())
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

func TestTheFrontDeskHasOneButton(t *testing.T) {
	s := open(t)
	for _, path := range []string{"/safety", "/risk-checks/new", "/risk-checks/" + db.NewID().String(), "/adverse-events/new"} {
		if page := s.ask(t, "grace", s.at+path, nil, http.StatusForbidden); strings.Contains(page, "Ana Ruiz") {
			t.Errorf("%s names the client", path)
		}
	}
	s.ask(t, "grace", s.at+"/urgent", nil, http.StatusOK, "Urgent: clinician now")
	sent := s.ask(t, "grace", s.at+"/urgent", url.Values{}, http.StatusSeeOther)
	s.ask(t, "grace", sent, nil, http.StatusOK, "The clinicians are told")
	page := s.ask(t, "jonah", s.at+"/safety", nil, http.StatusOK, "Clinician now", "Grace Kim", "I am with the client")
	_, action, _ := strings.Cut(page, s.at+"/urgent/")
	answer := s.at + "/urgent/" + strings.SplitN(action, `"`, 2)[0]
	s.ask(t, "jonah", answer, url.Values{}, http.StatusUnprocessableEntity, "what you found")
	s.ask(t, "jonah", answer, url.Values{"instruction": {"Dizzy, sat down."}}, http.StatusSeeOther)
	s.ask(t, "jonah", s.at+"/safety", nil, http.StatusOK, "Dizzy, sat down.")
}

func calm() url.Values {
	return url.Values{"at": {"2026-11-24T19:00"}, "ideation": {"none"}, "intent": {"no"}, "plan": {"no"}, "means": {"no"},
		"attempt": {"no"}, "change": {"new"}, "dispositions": {"usual care"}}
}

func TestARiskCheckIsMadeAndLeadsOn(t *testing.T) {
	s := open(t)
	at := s.ask(t, "jonah", s.at+"/risk-checks/new", nil, http.StatusSeeOther)
	s.ask(t, "jonah", at, nil, http.StatusOK, "Thoughts of suicide", "Making the surroundings safe")
	acute := calm()
	acute.Set("plan", "yes")
	s.ask(t, "jonah", at, acute, http.StatusUnprocessableEntity, "call the prescriber or do not leave the client alone")
	acute["dispositions"] = []string{"not left alone", "escort", "safety plan"}
	s.ask(t, "jonah", at, acute, http.StatusUnprocessableEntity, "signs by which the client knows")
	for name, text := range map[string]string{"warning_signs": "no sleep", "steadying": "music", "people": "Lucia", "safe_place": "none", "agreed_with_us": "true"} {
		acute.Set("safety_plan."+name, text)
	}
	check := s.ask(t, "jonah", at, acute, http.StatusSeeOther)
	s.ask(t, "miriam", check, nil, http.StatusOK, "The course is paused", "a plan", "Not left alone")
	s.ask(t, "priya", check, nil, http.StatusNotFound)
	s.ask(t, "jonah", s.at+"/safety", nil, http.StatusOK, "no sleep", "988, call or text")
	visit := db.NewID().String()
	at = s.ask(t, "jonah", s.at+"/risk-checks/new?then=integration/"+visit, nil, http.StatusSeeOther)
	s.ask(t, "jonah", at, nil, http.StatusOK, `value="integration/`+visit+`"`, "no sleep")
	onward := calm()
	onward.Set("then", "integration/"+visit)
	if to := s.ask(t, "jonah", at, onward, http.StatusSeeOther); to != s.at+"/integrations/"+visit {
		t.Errorf("leads to %s", to)
	}
}

func TestAnAdverseEventIsRecordedAndEnded(t *testing.T) {
	s := open(t)
	at := s.ask(t, "jonah", s.at+"/adverse-events/new", nil, http.StatusSeeOther)
	s.ask(t, "jonah", at, nil, http.StatusOK, "Distressing dissociation", "Apart from the grade")
	form := url.Values{"kind": {"syncope"}, "started_at": {"2026-11-24T18:30"}, "grade": {"3"}, "serious": {"no"}, "relatedness": {"possible"},
		"action": {"lay down"}, "outcome": {"ongoing"}}
	event := s.ask(t, "jonah", at, form, http.StatusSeeOther)
	s.ask(t, "jonah", event, nil, http.StatusOK, "Syncope or fall", "pauses the course", "Save how it ended")
	form.Set("kind", "misuse")
	form.Set("grade", "1")
	misuse := s.ask(t, "jonah", s.ask(t, "jonah", s.at+"/adverse-events/new", nil, http.StatusSeeOther), form, http.StatusSeeOther)
	s.ask(t, "jonah", misuse, nil, http.StatusOK, "Misuse or diversion", "pauses the course")
	s.ask(t, "jonah", event, url.Values{"outcome": {"resolved"}, "action": {"lay down"}, "ended_at": {"2026-11-24T10:00"}}, http.StatusUnprocessableEntity, "cannot end before it began")
	s.ask(t, "jonah", event, url.Values{"outcome": {"resolved"}, "action": {"lay down"}, "ended_at": {"2026-11-24T18:45"}}, http.StatusSeeOther)
	s.ask(t, "ada", s.at+"/safety", nil, http.StatusOK, "Syncope or fall", "resolved")
}
