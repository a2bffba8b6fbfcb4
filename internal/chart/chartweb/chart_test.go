package chartweb_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"kap/internal/auth"
	"kap/internal/chart"
	"kap/internal/chart/chartweb"
	"kap/internal/db"
	"kap/internal/endpoint"
	"kap/internal/pathway"
	"kap/internal/pause"
	"kap/internal/schedule"
	"kap/internal/testdesk"
	"kap/internal/today"
	"kap/internal/today/todayweb"
)

// house is the front page and the homes over a small clinic with one client.
type house struct{ *testdesk.Desk }

func open(t *testing.T) house {
	h := house{testdesk.Open(t, func(d *db.DB) []endpoint.Route {
		return append(chartweb.Screens{Charts: chart.Service{DB: d}}.Routes(), todayweb.Screens{Today: today.Service{DB: d}}.Routes()...)
	})}
	h.AfterWrite = pathway.Refresh
	h.Report = func(_ context.Context, err error) { t.Errorf("refresh: %v", err) }
	h.TakeIn()
	return h
}

// clinical fills the record with what the front desk must not read, then pauses.
func (h house) clinical() {
	h.T.Helper()
	h.Approved()
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
		h.Run(sql, h.Client)
	}
	h.Run(`insert into appointment (clinic_id, id, client_id, course_id, kind, starts_at, ends_at, status, staff_id)
		select clinic_id, gen_random_uuid(), client_id, id, 'dosing', $2, $3, 'confirmed', therapist_id from course where client_id = $1`,
		h.Client, h.Now().Add(24*time.Hour), h.Now().Add(27*time.Hour))
	h.Run(`insert into appointment (clinic_id, id, client_id, course_id, kind, starts_at, ends_at, status, staff_id)
		select clinic_id, gen_random_uuid(), client_id, id, 'preparation', $2, $3, 'confirmed', therapist_id from course where client_id = $1`,
		h.Client, h.Now().Add(time.Hour), h.Now().Add(2*time.Hour))
	err := (pause.Service{DB: h.DB.DB, Hold: schedule.HoldPaused}).Pause(h.As(context.Background(), "miriam"), h.Client, db.NewID(), pause.PauseEntry{Kind: pause.Psychiatric, Reason: "Suicidal since Sunday"})
	if err != nil {
		h.T.Fatal(err)
	}
}

// forbidden are words that only a care team reads.
var forbidden = []string{"F33.", "depress", "Electrocardiogram", "Penicillin", "hives", "Lorazepam", "benzodiazepine", "0.5 mg", "ideation", "suicid",
	"risk", "psychiatric", "PHQ", "GAD", "moderately", "questionnaire asks", "conditions", "eligible with", "Allerg", "mg", "Decide", "Outcome"}

func TestTheFrontDeskReadsNothingClinical(t *testing.T) {
	h := open(t)
	h.clinical()
	for _, path := range []string{h.At, "/"} {
		w := h.Get("grace", path)
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
	w := h.Get("jonah", h.At)
	for _, want := range []string{"Check risk today", "Paused (psychiatric)", "Condition not met: Electrocardiogram", "Lorazepam", "PHQ-9 19",
		"Penicillin", "Dose 1", "Jonah Weiss", "Record a risk check"} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("%q is not on the chart", want)
		}
	}
	if w := h.Get("priya", h.At); w.Code != http.StatusNotFound {
		t.Errorf("another therapist: got %d want 404", w.Code)
	}
	if w := h.Get("ruth", h.At); w.Code != http.StatusForbidden {
		t.Errorf("the manager: got %d want 403", w.Code)
	}
}

func TestWhoIsNotOnTheTeamReadsAsTheFrontDesk(t *testing.T) {
	h := open(t)
	h.clinical()
	both := h.Staff["grace"]
	both.Roles = append(both.Roles, auth.Therapist)
	h.Staff["grace"] = both
	page := h.Get("grace", h.At).Body.String()
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
		w := h.Get(who, "/")
		if w.Code != http.StatusOK {
			t.Errorf("%s: got %d", who, w.Code)
		}
		for _, word := range want {
			if !strings.Contains(w.Body.String(), word) {
				t.Errorf("%s: %q is not there", who, word)
			}
		}
	}
	if page := h.Get("ruth", "/").Body.String(); strings.Contains(page, "Ana") || strings.Contains(page, "psychiatric") {
		t.Error("the manager reads a name or a reason")
	}
	if page := h.Get("priya", "/").Body.String(); strings.Contains(page, "Ana") {
		t.Error("another therapist reads the client")
	}
}

func TestSomebodyWithTwoRolesChooses(t *testing.T) {
	h := open(t)
	both := h.Staff["grace"]
	both.Roles = append(both.Roles, auth.Manager)
	h.Staff["grace"] = both
	if page := h.Get("grace", "/").Body.String(); !strings.Contains(page, "Visits today") || !strings.Contains(page, "/?as=manager") {
		t.Error("the front desk comes first, with a way to the manager's home")
	}
	if page := h.Get("grace", "/?as=manager").Body.String(); !strings.Contains(page, "Courses by stage") {
		t.Error("the manager's home is not shown")
	}
	if page := h.Get("grace", "/?as=prescriber").Body.String(); !strings.Contains(page, "Visits today") {
		t.Error("a home of a role one does not have is not shown")
	}
}

func TestTripsStayConstantAsDataGrows(t *testing.T) {
	h := open(t)
	trips := func(who, path string) int64 {
		before := h.Trips()
		if w := h.Get(who, path); w.Code != http.StatusOK {
			t.Fatalf("%s: got %d", path, w.Code)
		}
		return h.Trips() - before
	}
	at := h.At
	home, page := trips("jonah", "/"), trips("jonah", at)
	h.clinical()
	for range 20 {
		h.Run(`insert into measure_response (clinic_id, id, client_id, course_id, instrument, total, complete, at)
			select clinic_id, gen_random_uuid(), client_id, id, 'gad7', 9, true, app_now() - interval '1 day' from course where client_id = $1`, h.Client)
	}
	if got := trips("jonah", "/"); got != home || got > 2 {
		t.Errorf("home: %d trips, then %d; want at most 2", home, got)
	}
	if got := trips("jonah", at); got != page || got > 4 {
		t.Errorf("chart with its identity bar: %d trips, then %d; want at most 4", page, got)
	}
}
