package eligibilityweb_test

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
	"kap/internal/eligibility"
	"kap/internal/eligibility/eligibilityweb"
	"kap/internal/endpoint"
	"kap/internal/protocol"
	"kap/web/ui"
)

// site is the step's screens, used by one person at a time.
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
	s.own(t, `insert into course (clinic_id, id, created_at, client_id, opened_at, therapist_id, prescriber_id)
		values ($1, $2, $3, $4, $3, $5, $6)`, s.ID, course, d.Now(), client, s.Staff["jonah"].Staff, miriam)
	for name, role := range map[string]string{"miriam": "prescriber", "jonah": "therapist", "ada": "medical_assistant"} {
		s.own(t, `insert into care_team (clinic_id, id, created_at, client_id, staff_id, role, since, reason)
			values ($1, $2, $3, $4, $5, $6, $3, 'named')`, s.ID, db.NewID(), d.Now(), client, s.Staff[name].Staff, role)
	}
	router := chi.NewRouter()
	screens := eligibilityweb.Screens{Eligibility: eligibility.Service{DB: d.DB}}
	endpoint.Mount(router, s.options(t), screens.Routes())
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

// get follows redirects and answers status, body and where it ended.
func (s *site) get(t *testing.T, path string) (status int, body, at string) {
	t.Helper()
	for range 3 {
		w := httptest.NewRecorder()
		s.router.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		if w.Code != http.StatusSeeOther {
			return w.Code, w.Body.String(), path
		}
		path = w.Header().Get("Location")
		path, _, _ = strings.Cut(path, "#")
	}
	t.Fatal("redirected in circles")
	return 0, "", ""
}

// post sends a form and answers status, body and where it leads.
func (s *site) post(t *testing.T, path string, values url.Values) (status int, body, to string) {
	t.Helper()
	if values.Get("submission") == "" {
		values.Set("submission", db.NewID().String())
	}
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	s.router.ServeHTTP(w, r)
	return w.Code, w.Body.String(), w.Header().Get("Location")
}

var hash = regexp.MustCompile(`name="shown" value="([0-9a-f]{64})"`)

func (s *site) sign(t *testing.T, page, path string) {
	t.Helper()
	_, body, _ := s.get(t, page)
	found := hash.FindStringSubmatch(body)
	if found == nil {
		t.Fatalf("%s shows no text to sign:\n%s", page, body)
	}
	if status, body, _ := s.post(t, path, url.Values{"shown": {found[1]}}); status != http.StatusSeeOther {
		t.Fatalf("signing answers %d:\n%s", status, body)
	}
}

func (s *site) of(path string) string { return "/clients/" + s.client + path }

func answers() url.Values {
	v := url.Values{
		"kind": {"first"}, "visit_mode": {"here"}, "why_now": {"I want to feel something again."},
		"treatments[0].what": {"sertraline"}, "treatments[2].what": {"CBT"}, "pregnancy": {"not possible"},
		"pdmp_checked_on": {"2026-11-24"}, "capacity": {"Repeats what is planned."},
		"measured.systolic": {"128"}, "measured.diastolic": {"82"}, "measured.weight": {"160"}, "measured.weight_unit": {"lb"},
		"measured.height": {"5 ft 9 in"}, "measured.height_unit": {"ft-in"}, "measured.source": {"here"}, "measured.on": {"2026-11-24"},
	}
	for _, c := range eligibility.Criteria {
		if !c.Computed {
			v.Set("criteria["+c.ID+"].answer", "absent")
		}
	}
	v.Set("criteria[E05].answer", "present")
	v.Set("criteria[E05].evidence", "atrial fibrillation, rate controlled")
	return v
}

func decided() url.Values {
	return url.Values{
		"decision": {"eligible"}, "rationale": {"Two medicines did not help."}, "visit_mode": {"here"}, "indication": {"F33.2"},
		"reasons[E05].reason": {"Rate controlled."}, "reasons[E05].mitigation": {"ECG before the first dose."},
		"reasons[E05].there": {"Dr. Hart, Nov 3, with an ECG"},
		"sessions":           {"2"}, "valid_from": {"2026-11-24"}, "valid_until": {"2027-02-01"}, "limits.systolic": {"150"}, "limits.diastolic": {"95"},
	}
}

func TestFromConsultationToASignedDecision(t *testing.T) {
	s := open(t)
	_, page, form := s.get(t, s.of("/consultations/new"))
	for _, want := range []string{"Treatment 3", "Lacks capacity to consent", "Not asked", "Computed: 40 years old"} {
		if !strings.Contains(page, want) {
			t.Errorf("the consultation does not show %q", want)
		}
	}
	status, body, draft := s.post(t, form, answers())
	if status != http.StatusSeeOther {
		t.Fatalf("the draft answers %d:\n%s", status, body)
	}
	draft, _, _ = strings.Cut(draft, "?")
	if _, body, _ := s.get(t, draft); !strings.Contains(body, `value="sertraline"`) || !strings.Contains(body, `name="version" value="1"`) {
		t.Errorf("the draft does not keep what was typed:\n%s", body)
	}
	s.sign(t, draft+"/signature", draft+"/signature")

	_, page, form = s.get(t, s.of("/decisions/new"))
	weigh, clear := strings.Index(page, "atrial fibrillation"), strings.Index(page, "Hypersensitivity")
	if weigh < 0 || weigh > clear || !strings.Contains(page, "is-flag") {
		t.Error("what is weighed does not stand first")
	}
	if !strings.Contains(page, "1 to weigh, 22 clear, 0 excluding, 1 not asked") {
		t.Error("the findings are not counted, or a missing code is held against the client")
	}
	for _, suggested := range []string{`value="clearance" selected`, `value="Clearance for heart disease; an ECG where indicated."`, `name="conditions[0].due" type="date" value="2026-12-08"`} {
		if !strings.Contains(page, suggested) {
			t.Errorf("the condition is not suggested: %s", suggested)
		}
	}
	without := decided()
	without.Del("reasons[E05].mitigation")
	if status, body, _ := s.post(t, form, without); status != http.StatusUnprocessableEntity || !strings.Contains(body, `id="reasons-E05-mitigation-error"`) {
		t.Errorf("without a mitigation: %d", status)
	}
	status, body, decision := s.post(t, form, decided())
	if status != http.StatusSeeOther {
		t.Fatalf("the decision answers %d:\n%s", status, body)
	}
	s.sign(t, decision, decision+"/signature")
	s.person = "jonah"
	if _, body, _ := s.get(t, decision); !strings.Contains(body, "above 150 mmHg waits") || !strings.Contains(body, "Signed by") || strings.Contains(body, "New decision") {
		t.Errorf("the therapist reads:\n%s", body)
	}
}

func TestATherapistNeitherConsultsNorDecides(t *testing.T) {
	s := open(t)
	s.person = "jonah"
	for _, path := range []string{"/decisions/new", "/consultations/new"} {
		if status, _, _ := s.get(t, s.of(path)); status != http.StatusForbidden {
			t.Errorf("%s answers %d", path, status)
		}
		if status, _, _ := s.post(t, s.of(path)+"/"+db.NewID().String(), decided()); status != http.StatusForbidden {
			t.Errorf("posted to %s: %d", path, status)
		}
	}
	s.person = "grace"
	if status, _, _ := s.get(t, s.of("/decisions")); status != http.StatusForbidden {
		t.Errorf("the front desk is answered %d", status)
	}
}

func TestMoreRowsKeepWhatWasTyped(t *testing.T) {
	s := open(t)
	_, _, form := s.get(t, s.of("/decisions/new"))
	v := decided()
	v.Set("then", "rows")
	v.Set("conditions[0].words", "ECG")
	_, body, _ := s.post(t, form, v)
	if !strings.Contains(body, "Condition 6") || !strings.Contains(body, `value="ECG"`) {
		t.Error("no further rows, or what was typed is lost")
	}
}

func TestTheCheckPageSaysWhatIsMissing(t *testing.T) {
	s := open(t)
	_, _, form := s.get(t, s.of("/consultations/new"))
	v := answers()
	v.Del("capacity")
	_, _, draft := s.post(t, form, v)
	draft, _, _ = strings.Cut(draft, "?")
	_, body, _ := s.get(t, draft+"/signature")
	if !strings.Contains(body, draft+"#capacity") || hash.MatchString(body) {
		t.Errorf("the check page offers to sign what is not whole:\n%s", body)
	}
}

func TestAnotherWindowShowsBoth(t *testing.T) {
	s := open(t)
	_, _, form := s.get(t, s.of("/consultations/new"))
	_, _, draft := s.post(t, form, answers())
	draft, _, _ = strings.Cut(draft, "?")
	v := answers()
	v.Set("version", "1")
	v.Set("why_now", "Stored from the other window.")
	s.post(t, draft, v)
	v = answers()
	v.Set("version", "1")
	v.Set("why_now", "Typed here.")
	status, body, _ := s.post(t, draft, v)
	for _, want := range []string{"Stored from the other window.", "Typed here.", `name="version" value="2"`} {
		if !strings.Contains(body, want) {
			t.Errorf("does not show %q", want)
		}
	}
	if status != http.StatusConflict {
		t.Errorf("answers %d", status)
	}
}

func TestWhyADeclineReachesOnlyPrescribersAndTherapists(t *testing.T) {
	s := open(t)
	_, _, form := s.get(t, s.of("/decisions/new"))
	status, body, decision := s.post(t, form, url.Values{
		"decision": {"declined"}, "rationale": {"Found on imaging."}, "visit_mode": {"here"}, "decline_category": {"medical"},
		"decline_reason": {"An aneurysm."}, "reapply_from": {"2027-11-24"}, "told_how": {"By telephone"}, "referral": {"none"}})
	if status != http.StatusSeeOther {
		t.Fatalf("answers %d:\n%s", status, body)
	}
	s.sign(t, decision, decision+"/signature")
	for person, want := range map[string]bool{"miriam": true, "jonah": true, "ada": false} {
		s.person = person
		_, body, _ := s.get(t, decision)
		if strings.Contains(body, "Hypersensitivity") != want {
			t.Errorf("%s reads the criteria: %v", person, !want)
		}
		if got := strings.Contains(body, "An aneurysm."); got != want || !strings.Contains(body, "Medical") {
			t.Errorf("%s reads the reason: %v", person, got)
		}
	}
	s.person = "miriam"
	if status, _, _ := s.get(t, s.of("/decisions/new/"+db.NewID().String())); status != http.StatusConflict {
		t.Errorf("without an open course: %d", status)
	}
}
