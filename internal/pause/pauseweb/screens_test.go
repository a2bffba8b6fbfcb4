package pauseweb_test

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

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/endpoint"
	"kap/internal/pause"
	"kap/internal/pause/pauseweb"
	"kap/web/ui"
)

// site is the screens as one person sees them, with a client whose course a risk
// check has paused.
type site struct {
	*dbtest.DB
	dbtest.Clinic
	pause.Service
	who    string
	base   string // "/clients/…"
	client uuid.UUID
	http.Handler
}

func open(t *testing.T) *site {
	t.Parallel()
	d := dbtest.New(t)
	s := &site{DB: d, Clinic: d.Clinic(t), Service: pause.Service{DB: d.DB}, client: db.NewID()}
	s.base = "/clients/" + s.client.String()
	s.owner(t, `insert into client (clinic_id, id, number, legal_name, born) values ($1, $2, '', 'Ana Ruiz', '1984-03-14')`, s.Clinic.ID, s.client)
	s.owner(t, `insert into course (clinic_id, id, client_id) values ($1, $2, $3)`, s.Clinic.ID, db.NewID(), s.client)
	for name, role := range map[string]string{"miriam": "prescriber", "jonah": "therapist"} {
		s.owner(t, `insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
			values ($1, $2, $3, $4, $5, '2026-01-01', 'named')`, s.Clinic.ID, db.NewID(), s.client, s.Staff[name].Staff, role)
	}
	s.find(t)
	router := chi.NewRouter()
	endpoint.Mount(router, endpoint.Options{DB: d.DB, Authenticate: s.signedIn, Anonymous: func(r *http.Request) *http.Request { return r },
		Header:    func(_ context.Context, id uuid.UUID) (*ui.Header, error) { return &ui.Header{ID: id}, nil },
		EndSignIn: func(*http.Request) {}, Log: slog.New(slog.DiscardHandler)},
		pauseweb.Screens{Pause: s.Service}.Routes())
	s.Handler = router
	return s
}

func (s *site) owner(t *testing.T, statement string, args ...any) {
	t.Helper()
	if _, err := s.Owner.Exec(context.Background(), statement, args...); err != nil {
		t.Fatal(err)
	}
}

// find is a risk check that pauses and asks.
func (s *site) find(t *testing.T) {
	t.Helper()
	ctx := s.As(context.Background(), "jonah")
	fact := pause.Fact{Kind: "risk_check", ID: db.NewID()}
	err := s.Write(ctx, []uuid.UUID{s.client}, func(tx *db.Tx) (audit.Event, error) {
		if err := pause.Open(ctx, tx, pause.Opening{Client: s.client, Kind: pause.Psychiatric, Fact: fact, Reason: "Active ideation"}); err != nil {
			return audit.Event{}, err
		}
		return audit.Did("risk_check.recorded", s.client, "risk_check", fact.ID),
			pause.OpenReview(ctx, tx, pause.ReviewOpening{Client: s.client, Kind: pause.Screen, Fact: fact, Reason: "Screen positive"})
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (s *site) signedIn(r *http.Request, _ bool) (*http.Request, bool, error) {
	actor := s.Staff[s.who]
	ctx := ui.WithShell(auth.With(r.Context(), actor), ui.Shell{Zone: time.UTC, Now: s.Now(), Actor: actor, SignedIn: true})
	return r.WithContext(ctx), true, nil
}

func (s *site) page(who string) string {
	s.who = who
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, s.base+"/pauses", nil))
	return html.UnescapeString(w.Body.String())
}

func (s *site) post(who, path string, typed ...string) *httptest.ResponseRecorder {
	values := url.Values{"submission": {db.NewID().String()}}
	for i := 0; i < len(typed); i += 2 {
		values.Set(typed[i], typed[i+1])
	}
	s.who = who
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodPost, s.base+path, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	s.ServeHTTP(w, r)
	return w
}

func TestEachReadsTheirOwnWords(t *testing.T) {
	s := open(t)
	if w := s.post("miriam", "/pauses", "kind", "administrative", "reason", "Waits for a letter of the cardiologist"); w.Code != http.StatusSeeOther {
		t.Fatalf("got %d\n%s", w.Code, w.Body)
	}
	desk := s.page("grace")
	for _, clinical := range []string{"ideation", "Screen", "psychiatric", "cardiologist", "Reviews", "Medical"} {
		if strings.Contains(desk, clinical) {
			t.Errorf("the front desk reads %q", clinical)
		}
	}
	if !strings.Contains(desk, "Paused") || !strings.Contains(desk, "Pause the course") {
		t.Error("the front desk reads that it is paused, and may pause")
	}
	if page := s.page("jonah"); !strings.Contains(page, "Active ideation") || strings.Count(page, "<textarea") != 1 {
		t.Error("the therapist reads the reason and may only ask the prescriber")
	}
	if page := s.page("priya"); strings.Contains(page, "ideation") {
		t.Error("another therapist reads it")
	}
}

func TestARefusedLiftStandsAtItsOwnForm(t *testing.T) {
	s := open(t)
	p, err := s.Service.Read(s.As(context.Background(), "miriam"), s.client)
	if err != nil {
		t.Fatal(err)
	}
	lifting := "/pauses/" + p.Pauses[0].ID.String() + "/lifting"
	w := s.post("miriam", lifting)
	if at := `id="lift-` + p.Pauses[0].ID.String() + `-lifted_reason-error"`; w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), at) {
		t.Errorf("without a reason: got %d, want the sentence at %s", w.Code, at)
	}
	if w := s.post("jonah", lifting, "lifted_reason", "Fine"); w.Code != http.StatusForbidden {
		t.Errorf("the therapist lifts: got %d", w.Code)
	}
	if w := s.post("miriam", lifting, "lifted_reason", "Seen today"); w.Code != http.StatusSeeOther {
		t.Errorf("got %d", w.Code)
	}
	if w := s.post("miriam", lifting, "lifted_reason", "Again"); w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "lifted already") {
		t.Errorf("lifted twice: got %d, want the sentence on the page", w.Code)
	}
}

func TestAClinicianAsksThePrescriber(t *testing.T) {
	s := open(t)
	if w := s.post("jonah", "/reviews", "kind", "interval", "reason", "x"); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), `id="ask-kind-error"`) {
		t.Errorf("a kind that is found elsewhere: got %d", w.Code)
	}
	if w := s.post("grace", "/reviews", "kind", "dose", "reason", "Wants more"); w.Code != http.StatusForbidden {
		t.Errorf("the front desk asks: got %d", w.Code)
	}
	if w := s.post("jonah", "/reviews", "kind", "dose", "reason", "Asks for a higher dose"); w.Code != http.StatusSeeOther {
		t.Fatalf("got %d\n%s", w.Code, w.Body)
	}
	if page := s.page("miriam"); !strings.Contains(page, "Asks for a higher dose") || !strings.Contains(page, "Higher dose asked for") {
		t.Error("the prescriber reads the question")
	}
}

func TestStopLeadsToClosing(t *testing.T) {
	s := open(t)
	p, err := s.Service.Read(s.As(context.Background(), "miriam"), s.client)
	if err != nil {
		t.Fatal(err)
	}
	w := s.post("miriam", "/reviews/"+p.Reviews[0].ID.String()+"/answer", "decision", "stop", "answer", "Not safe here")
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != s.base+"/course/close" {
		t.Errorf("got %d to %s", w.Code, w.Header().Get("Location"))
	}
	if page := s.page("jonah"); !strings.Contains(page, "Stopped") || !strings.Contains(page, "A prescriber lifts it") {
		t.Error("the answer stands on the page and the course stays paused")
	}
}
