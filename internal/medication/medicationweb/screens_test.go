package medicationweb_test

import (
	"context"
	"io"
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
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/endpoint"
	"kap/internal/medication"
	"kap/internal/medication/medicationweb"
	"kap/internal/protocol"
	"kap/web/ui"
)

// site is the step's screens, used by one person at a time; the client is found eligible.
type site struct {
	*dbtest.DB
	dbtest.Clinic
	router http.Handler
	client string
	person string // first name of who is signed in
}

func open(t *testing.T) *site {
	t.Parallel()
	d := dbtest.New(t)
	s := &site{DB: d, Clinic: d.Clinic(t), person: "miriam"}
	client, course, miriam := db.NewID(), db.NewID(), s.Staff["miriam"].Staff
	s.client = client.String()
	s.own(t, `insert into protocol (clinic_id, id, version, body, effective_from, approved_by, approved_at)
		values ($1, $2, 1, $3, '2026-11-01', $4, $5)`, s.ID, db.NewID(), protocol.Default(), miriam, d.Now())
	s.own(t, `insert into client (clinic_id, id, created_at, legal_name, born) values ($1, $2, $3, 'Ben Okafor', '1986-05-04')`, s.ID, client, d.Now())
	s.own(t, `insert into course (clinic_id, id, created_at, client_id, opened_at) values ($1, $2, $3, $4, $3)`, s.ID, course, d.Now(), client)
	for name, role := range map[string]string{"miriam": "prescriber", "jonah": "therapist"} {
		s.own(t, `insert into care_team (clinic_id, id, created_at, client_id, staff_id, role, since, reason)
			values ($1, $2, $3, $4, $5, $6, $3, 'named')`, s.ID, db.NewID(), d.Now(), client, s.Staff[name].Staff, role)
	}
	s.own(t, `insert into eligibility_decision (clinic_id, id, created_at, client_id, recorded_by, course_id, decision, indication,
		protocol_version, reasons, valid_from, valid_until, sessions, signed_at, signed_by)
		values ($1, $2, $3, $4, $5, $6, 'eligible', 'F33.2', 1, '{}', '2026-11-24', '2027-02-20', 2, $3, $5)`,
		s.ID, db.NewID(), d.Now(), client, miriam, course)
	s.own(t, `insert into vitals (clinic_id, id, created_at, client_id, taken_at, weight) values ($1, $2, $3, $4, $3, 72)`,
		s.ID, db.NewID(), d.Now(), client)
	router := chi.NewRouter()
	endpoint.Mount(router, s.options(t), medicationweb.Screens{Medication: medication.Service{DB: d.DB}}.Routes())
	s.router = router
	return s
}

func (s *site) options(t *testing.T) endpoint.Options {
	zone, err := time.LoadLocation("America/Denver")
	if err != nil {
		t.Fatal(err)
	}
	return endpoint.Options{
		DB: s.DB.DB, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Authenticate: func(r *http.Request, _ bool) (*http.Request, bool, error) {
			actor := s.Staff[s.person]
			ctx := ui.WithShell(auth.With(r.Context(), actor), ui.Shell{Zone: zone, Now: s.Now(), Actor: actor, SignedIn: true, Path: r.URL.Path})
			return r.WithContext(ctx), true, nil
		},
		Anonymous: func(r *http.Request) *http.Request { return r },
		Header:    func(_ context.Context, client uuid.UUID) (*ui.Header, error) { return &ui.Header{ID: client}, nil },
		EndSignIn: func(*http.Request) {},
	}
}

func (s *site) own(t *testing.T, statement string, args ...any) {
	t.Helper()
	if _, err := s.Owner.Exec(context.Background(), statement, args...); err != nil {
		t.Fatal(err)
	}
}

func (s *site) of(path string) string { return "/clients/" + s.client + path }

func (s *site) get(t *testing.T, path string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	s.router.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Code, w.Body.String()
}

// post sends a form and answers status, body and where it leads.
func (s *site) post(t *testing.T, path string, values url.Values) (status int, body, to string) {
	t.Helper()
	values.Set("submission", db.NewID().String())
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	s.router.ServeHTTP(w, r)
	return w.Code, w.Body.String(), w.Header().Get("Location")
}

func ordered() url.Values {
	return url.Values{
		"form": {"lozenge"}, "strength": {"100"}, "units_dispensed": {"8"}, "start_units": {"3.5"}, "booster_units": {"1"}, "max_units": {"4.5"},
		"minutes_in_mouth": {"12"}, "after_mouth": {"spit"}, "pdmp_checked_at": {"2026-11-24T11:00"}, "visit_mode": {"here"},
		"holds[0].medicine": {"lorazepam"}, "holds[0].class": {"benzodiazepine"}, "holds[0].sentence": {"Not on the evening before."}, "holds[0].before": {"24"},
	}
}

var hash = regexp.MustCompile(`name="shown" value="([0-9a-f]{64})"`)

func TestAnOrderShowsItsDoseBeforeItIsSigned(t *testing.T) {
	s := open(t)
	form := s.of("/prescriptions/new/" + db.NewID().String())
	if _, body := s.get(t, form); !strings.Contains(body, "3.5 of 100 mg (350 mg, 4.86 mg/kg) or 4 of 100 mg (400 mg, 5.56 mg/kg)") {
		t.Errorf("the reachable doses are not offered:\n%s", body)
	}
	comma := ordered()
	comma.Set("start_units", "3,5")
	if status, body, _ := s.post(t, form, comma); status != http.StatusUnprocessableEntity || !strings.Contains(body, `value="3,5"`) {
		t.Errorf("a comma: %d", status)
	}
	status, body, page := s.post(t, form, ordered())
	if status != http.StatusSeeOther {
		t.Fatalf("answers %d:\n%s", status, body)
	}
	_, body = s.get(t, page)
	for _, want := range []string{"3.5 × 100 mg = 350 mg, 4.86 mg/kg", "4.5 × 100 mg = 450 mg, 6.25 mg/kg", "Not on the evening before."} {
		if !strings.Contains(body, want) {
			t.Errorf("does not show %q", want)
		}
	}
	shown := hash.FindStringSubmatch(body)
	if shown == nil {
		t.Fatalf("nothing to sign:\n%s", body)
	}
	if status, body, _ := s.post(t, page+"/signature", url.Values{"shown": {strings.Repeat("0", 64)}}); status != http.StatusConflict {
		t.Errorf("another text answers %d:\n%s", status, body)
	}
	if status, body, _ := s.post(t, page+"/signature", url.Values{"shown": {shown[1]}}); status != http.StatusSeeOther {
		t.Fatalf("signing answers %d:\n%s", status, body)
	}
	if status, body := s.get(t, s.of("/prescriptions")); status != http.StatusOK || !strings.Contains(body, "Active") {
		t.Errorf("the list answers %d:\n%s", status, body)
	}
	if status, body := s.get(t, s.of("/supply")); status != http.StatusOK || !strings.Contains(body, "8 × 100 mg") {
		t.Errorf("the supply answers %d:\n%s", status, body)
	}
}

func TestATherapistCountsAndDoesNotPrescribe(t *testing.T) {
	s := open(t)
	s.person = "jonah"
	if status, _, _ := s.post(t, s.of("/prescriptions/new/"+db.NewID().String()), ordered()); status != http.StatusForbidden {
		t.Errorf("prescribing answers %d", status)
	}
	line := url.Values{"kind": {"dispensed"}, "units": {"6"}, "strength": {"100"}, "lot": {"A1"}}
	if status, body, _ := s.post(t, s.of("/supply"), line); status != http.StatusSeeOther {
		t.Fatalf("the count answers %d:\n%s", status, body)
	}
	wrong := url.Values{"kind": {"count"}, "units": {"5"}, "strength": {"100"}}
	if status, body, _ := s.post(t, s.of("/supply"), wrong); status != http.StatusUnprocessableEntity || !strings.Contains(body, `id="second_person-error"`) {
		t.Errorf("a count that does not fit answers %d", status)
	}
	s.person = "miriam"
	if status, _, _ := s.post(t, s.of("/supply"), line); status != http.StatusForbidden {
		t.Errorf("a prescriber counting is answered %d", status)
	}
	s.person = "grace"
	if status, _ := s.get(t, s.of("/supply")); status != http.StatusForbidden {
		t.Errorf("the front desk is answered %d", status)
	}
}
