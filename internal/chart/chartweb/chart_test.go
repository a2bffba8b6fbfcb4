package chartweb_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/chart"
	"kap/internal/chart/chartweb"
	"kap/internal/client"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/endpoint"
	"kap/internal/pathway"
	"kap/internal/pause"
	"kap/internal/protocol"
	"kap/internal/today"
	"kap/internal/today/todayweb"
	"kap/web/ui"
)

// house is the front page and the homes over a small clinic with one client.
type house struct {
	*dbtest.DB
	dbtest.Clinic
	t      *testing.T
	router chi.Router
	client uuid.UUID
}

func open(t *testing.T) house {
	t.Parallel()
	d := dbtest.New(t)
	d.AfterWrite = pathway.Refresh
	d.Report = func(_ context.Context, err error) { t.Errorf("refresh: %v", err) }
	h := house{DB: d, Clinic: d.Clinic(t), t: t, router: chi.NewRouter(), client: db.NewID()}
	zone, err := time.LoadLocation("America/Denver")
	if err != nil {
		t.Fatal(err)
	}
	routes := append(chartweb.Screens{Charts: chart.Service{DB: d.DB}}.Routes(), todayweb.Screens{Today: today.Service{DB: d.DB}}.Routes()...)
	endpoint.Mount(h.router, endpoint.Options{
		DB: d.DB,
		Authenticate: func(r *http.Request, _ bool) (*http.Request, bool, error) {
			actor := h.Staff[r.Header.Get("Who")]
			ctx := ui.WithShell(auth.With(r.Context(), actor), ui.Shell{Zone: zone, Now: d.Now(), Actor: actor, SignedIn: true})
			return r.WithContext(ctx), true, nil
		},
		Anonymous: func(r *http.Request) *http.Request { return r },
		Header:    func(ctx context.Context, id uuid.UUID) (*ui.Header, error) { return chart.Header(ctx, d.DB, id) },
		EndSignIn: func(*http.Request) {},
		Log:       slog.New(slog.NewTextHandler(t.Output(), nil)),
	}, routes)
	h.takeIn()
	return h
}

func (h house) takeIn() {
	h.t.Helper()
	err := course.Service{DB: h.DB.DB}.TakeIn(h.As(context.Background(), "grace"), h.client, course.Referral{
		Details: client.Details{LegalName: "Anastasia Ruiz", PreferredName: "Ana Ruiz", BornMonth: "3", BornDay: "14", BornYear: "1984",
			SexForScoring: "female", Phone: "303 555 0148", EmergencyName: "Lucia Ruiz", EmergencyPhone: "303 555 0149"},
		PrescriberID: h.Staff["miriam"].Staff, TherapistID: h.Staff["jonah"].Staff,
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h house) get(who, path string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Who", who)
	w := httptest.NewRecorder()
	h.router.ServeHTTP(w, r)
	return w
}

func (h house) run(sql string, args ...any) {
	h.t.Helper()
	if _, err := h.Owner.Exec(context.Background(), sql, args...); err != nil {
		h.t.Fatal(err)
	}
}

// clinical fills the record with what the front desk must not read, then pauses.
func (h house) clinical() {
	h.t.Helper()
	body, err := json.Marshal(protocol.Default())
	if err != nil {
		h.t.Fatal(err)
	}
	h.run(`insert into protocol (clinic_id, id, version, body, effective_from, approved_by, approved_at)
		values ($1, gen_random_uuid(), 1, $2, '2026-01-01', $3, '2026-01-01')`, h.Clinic.ID, body, h.Staff["miriam"].Staff)
	for _, sql := range []string{
		`insert into eligibility_decision (clinic_id, id, client_id, course_id, decision, indication, rationale, protocol_version, conditions,
			valid_from, valid_until, sessions, signed_at, signed_by)
		select clinic_id, gen_random_uuid(), client_id, id, 'eligible_with_conditions', 'F33.2', 'Treatment-resistant depression', 1,
			'[{"id": "a", "kind": "test", "words": "Electrocardiogram"}]', '2026-11-01', '2027-02-01', 2, '2026-11-01 12:00Z', prescriber_id
		from course where client_id = $1`,
		`insert into allergy (clinic_id, id, client_id, substance, reaction)
		select clinic_id, gen_random_uuid(), id, 'Penicillin', 'hives' from client where id = $1`,
		`insert into medicine (clinic_id, id, created_at, client_id, name, class, dose)
		select clinic_id, gen_random_uuid(), '2026-11-01', id, 'Lorazepam', 'benzodiazepine', '0.5 mg' from client where id = $1`,
		`insert into risk_check (clinic_id, id, client_id, ideation, plan, dispositions, at)
		select clinic_id, gen_random_uuid(), id, 'active', 'yes', '{safety plan}', '2026-11-20 12:00Z' from client where id = $1`,
		`insert into measure_response (clinic_id, id, client_id, course_id, instrument, total, band, flags, complete, at)
		select clinic_id, gen_random_uuid(), client_id, id, 'phq9', 19, 'moderately severe', '{alert}', true, '2026-11-24 14:00Z' from course where client_id = $1`,
	} {
		h.run(sql, h.client)
	}
	h.run(`insert into appointment (clinic_id, id, client_id, course_id, kind, starts_at, ends_at, status, staff_id)
		select clinic_id, gen_random_uuid(), client_id, id, 'dosing', $2, $3, 'confirmed', therapist_id from course where client_id = $1`,
		h.client, h.Now().Add(24*time.Hour), h.Now().Add(27*time.Hour))
	h.run(`insert into appointment (clinic_id, id, client_id, course_id, kind, starts_at, ends_at, status, staff_id)
		select clinic_id, gen_random_uuid(), client_id, id, 'preparation', $2, $3, 'confirmed', therapist_id from course where client_id = $1`,
		h.client, h.Now().Add(time.Hour), h.Now().Add(2*time.Hour))
	err = (pause.Service{DB: h.DB.DB}).Pause(h.As(context.Background(), "miriam"), h.client, db.NewID(), pause.ByHand{Kind: pause.Psychiatric, Reason: "Suicidal since Sunday"})
	if err != nil {
		h.t.Fatal(err)
	}
}

// forbidden are words that only a care team reads.
var forbidden = []string{"F33.", "depress", "Electrocardiogram", "Penicillin", "hives", "Lorazepam", "benzodiazepine", "0.5 mg", "ideation", "suicid",
	"risk", "psychiatric", "PHQ", "GAD", "moderately", "questionnaire asks", "conditions", "eligible with", "Allerg", "mg", "Decide", "Outcome"}

func TestTheFrontDeskReadsNothingClinical(t *testing.T) {
	h := open(t)
	h.clinical()
	for _, path := range []string{"/clients/" + h.client.String(), "/"} {
		w := h.get("grace", path)
		if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "Ana Ruiz") {
			t.Fatalf("%s: got %d", path, w.Code)
		}
		page := strings.ToLower(w.Body.String())
		for _, word := range forbidden {
			if i := strings.Index(page, strings.ToLower(word)); i >= 0 {
				t.Errorf("%s: %q stands there: …%s…", path, word, page[max(0, i-60):min(len(page), i+60)])
			}
		}
		if !strings.Contains(w.Body.String(), "Clinician now") && !strings.Contains(w.Body.String(), "Paused") {
			t.Errorf("%s: the desk's own words are missing", path)
		}
	}
}

func TestTheCareTeamReadsWhatIsNextAndWhatBlocksIt(t *testing.T) {
	h := open(t)
	h.clinical()
	w := h.get("jonah", "/clients/"+h.client.String())
	for _, want := range []string{"Check risk today", "Paused (psychiatric)", "Condition not met: Electrocardiogram", "Lorazepam", "PHQ-9 19",
		"Penicillin", "Dose 1", "Jonah Weiss", "Record a risk check"} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("%q is not on the chart", want)
		}
	}
	if w := h.get("priya", "/clients/"+h.client.String()); w.Code != http.StatusNotFound {
		t.Errorf("another therapist: got %d want 404", w.Code)
	}
	if w := h.get("ruth", "/clients/"+h.client.String()); w.Code != http.StatusForbidden {
		t.Errorf("the manager: got %d want 403", w.Code)
	}
}

func TestWhoIsNotOnTheTeamReadsAsTheFrontDesk(t *testing.T) {
	h := open(t)
	h.clinical()
	both := h.Staff["grace"]
	both.Roles = append(both.Roles, auth.Therapist)
	h.Staff["grace"] = both
	page := h.get("grace", "/clients/"+h.client.String()).Body.String()
	for _, word := range []string{"Allergies", "Medicines", "Outcome"} {
		if strings.Contains(page, word) {
			t.Errorf("%q stands there", word)
		}
	}
}

func TestEveryRoleHasAHome(t *testing.T) {
	h := open(t)
	h.clinical()
	for who, want := range map[string][]string{
		"jonah":  {"Needs you", "Waiting on others", "Open windows", "Ana Ruiz", "preparation", "check risk today"},
		"miriam": {"Needs you", "Agenda", "decide whether care goes on"},
		"tomas":  {"Dosing sessions today", "Readings due"},
		"ada":    {"Dosing sessions today"},
		"grace":  {"Visits today", "Dosing sessions of the next 7 days", "Paused"},
		"ruth":   {"Courses by stage", "Preparing", "Open work by owner", "Jonah Weiss"},
	} {
		w := h.get(who, "/")
		if w.Code != http.StatusOK {
			t.Errorf("%s: got %d", who, w.Code)
		}
		for _, word := range want {
			if !strings.Contains(w.Body.String(), word) {
				t.Errorf("%s: %q is not there", who, word)
			}
		}
	}
	if page := h.get("ruth", "/").Body.String(); strings.Contains(page, "Ana") || strings.Contains(page, "psychiatric") {
		t.Error("the manager reads a name or a reason")
	}
	if page := h.get("priya", "/").Body.String(); strings.Contains(page, "Ana") {
		t.Error("another therapist reads the client")
	}
}

func TestSomebodyWithTwoRolesChooses(t *testing.T) {
	h := open(t)
	both := h.Staff["grace"]
	both.Roles = append(both.Roles, auth.Manager)
	h.Staff["grace"] = both
	if page := h.get("grace", "/").Body.String(); !strings.Contains(page, "Visits today") || !strings.Contains(page, "/?as=manager") {
		t.Error("the front desk comes first, with a way to the manager's home")
	}
	if page := h.get("grace", "/?as=manager").Body.String(); !strings.Contains(page, "Courses by stage") {
		t.Error("the manager's home is not shown")
	}
	if page := h.get("grace", "/?as=prescriber").Body.String(); !strings.Contains(page, "Visits today") {
		t.Error("a home of a role one does not have is not shown")
	}
}

func TestTripsStayConstantAsDataGrows(t *testing.T) {
	h := open(t)
	trips := func(who, path string) int64 {
		before := h.Trips()
		if w := h.get(who, path); w.Code != http.StatusOK {
			t.Fatalf("%s: got %d", path, w.Code)
		}
		return h.Trips() - before
	}
	at := "/clients/" + h.client.String()
	home, page := trips("jonah", "/"), trips("jonah", at)
	h.clinical()
	for range 20 {
		h.run(`insert into measure_response (clinic_id, id, client_id, course_id, instrument, total, complete, at)
			select clinic_id, gen_random_uuid(), client_id, id, 'gad7', 9, true, app_now() - interval '1 day' from course where client_id = $1`, h.client)
	}
	if got := trips("jonah", "/"); got != home || got > 2 {
		t.Errorf("home: %d trips, then %d; want at most 2", home, got)
	}
	if got := trips("jonah", at); got != page || got > 4 {
		t.Errorf("chart with its identity bar: %d trips, then %d; want at most 4", page, got)
	}
}
