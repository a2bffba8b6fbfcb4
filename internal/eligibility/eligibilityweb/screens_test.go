package eligibilityweb_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/eligibility"
	"kap/internal/eligibility/eligibilityweb"
	"kap/internal/endpoint"
	"kap/internal/testdesk"
)

func open(t *testing.T) *testdesk.Desk {
	s := testdesk.Open(t, func(d *db.DB) []endpoint.Route {
		return eligibilityweb.Screens{Eligibility: eligibility.Service{DB: d, Doses: course.QueueDoses, Settled: course.Settle, Declined: course.Decline}}.Routes()
	})
	s.Approved()
	s.TakeIn("ada")
	return s
}

// sign signs as Miriam what a page shows.
func sign(s *testdesk.Desk, page, path string) {
	s.T.Helper()
	shown := s.Get("miriam", page).Field("shown")
	s.Ask("miriam", path, url.Values{"shown": {shown}}, http.StatusSeeOther)
}

// drafted is a consultation of Miriam's.
func drafted(s *testdesk.Desk, typed url.Values) (draft string) {
	s.T.Helper()
	_, form := s.Follow("miriam", s.At+"/consultations/new")
	draft, _, _ = strings.Cut(s.Ask("miriam", form, typed, http.StatusSeeOther).To(), "?")
	return draft
}

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
	page, _ := s.Follow("miriam", s.At+"/consultations/new")
	page.Is(http.StatusOK, "Treatment 3", "Lacks capacity to consent", "Not asked", "Computed: 42 years old")
	draft := drafted(s, answers())
	s.Answers("the draft keeps what was typed", s.Get("miriam", draft), http.StatusOK, `value="sertraline"`, `name="version" value="1"`)
	sign(s, draft+"/signature", draft+"/signature")

	page, form := s.Follow("miriam", s.At+"/decisions/new")
	weigh, clear := strings.Index(page.Page(), "atrial fibrillation"), strings.Index(page.Page(), "Hypersensitivity")
	if weigh < 0 || weigh > clear || !page.Has("is-flag") {
		t.Error("what is weighed does not stand first")
	}
	s.Answers("the findings, a missing code not held against the client", page, http.StatusOK, "1 to weigh, 22 clear, 0 excluding, 1 not asked")
	s.Answers("the suggested condition", page, http.StatusOK, `value="clearance" selected`, `value="Clearance for heart disease; an ECG where indicated."`,
		`name="conditions[0].due" type="date" value="2026-12-08"`)
	without := decided()
	without.Del("reasons[E05].mitigation")
	s.Answers("without a mitigation", s.Post("miriam", form, without), http.StatusUnprocessableEntity, `id="reasons-E05-mitigation-error"`)
	decision := s.Ask("miriam", form, decided(), http.StatusSeeOther).To()
	sign(s, decision, decision+"/signature")
	if read := s.Ask("jonah", decision, nil, http.StatusOK, "Systolic up to", "150 mmHg", "waits for the prescriber", "Signed by"); read.Has("New decision") {
		t.Error("the therapist is offered another decision")
	}
}

func TestATherapistNeitherConsultsNorDecides(t *testing.T) {
	s := open(t)
	for _, path := range []string{"/decisions/new", "/consultations/new"} {
		s.Ask("jonah", s.At+path, nil, http.StatusForbidden)
		s.Ask("jonah", s.At+path+"/"+db.NewID().String(), decided(), http.StatusForbidden)
	}
	s.Ask("grace", s.At+"/decisions", nil, http.StatusForbidden)
}

func TestMoreRowsKeepWhatWasTyped(t *testing.T) {
	s := open(t)
	_, form := s.Follow("miriam", s.At+"/decisions/new")
	v := decided()
	v.Set("then", "rows")
	v.Set("conditions[0].words", "ECG")
	if page := s.Post("miriam", form, v); !page.Has("Condition 6") || !page.Has(`value="ECG"`) {
		t.Error("no further rows, or what was typed is lost")
	}
}

func TestTheCheckPageSaysWhatIsMissing(t *testing.T) {
	s := open(t)
	v := answers()
	v.Del("capacity")
	draft := drafted(s, v)
	if page := s.Get("miriam", draft+"/signature"); !page.Has(draft+"#capacity") || page.Field("shown") != "" {
		t.Errorf("the check page offers to sign what is not whole:\n%s", page.Page())
	}
}

func TestAnotherWindowShowsBoth(t *testing.T) {
	s := open(t)
	draft := drafted(s, answers())
	v := answers()
	v.Set("version", "1")
	v.Set("why_now", "Stored from the other window.")
	s.Post("miriam", draft, v)
	v.Set("why_now", "Typed here.")
	s.Ask("miriam", draft, v, http.StatusConflict, "Stored from the other window.", "Typed here.", `name="version" value="2"`)
}

func TestWhyADeclineReachesOnlyPrescribersAndTherapists(t *testing.T) {
	s := open(t)
	_, form := s.Follow("miriam", s.At+"/decisions/new")
	decision := s.Ask("miriam", form, url.Values{
		"decision": {"declined"}, "rationale": {"Found on imaging."}, "visit_mode": {"here"}, "decline_category": {"medical"},
		"decline_reason": {"An aneurysm."}, "reapply_from": {"2027-11-24"}, "told_how": {"By telephone"}, "referral": {"none"}}, http.StatusSeeOther).To()
	sign(s, decision, decision+"/signature")
	for person, want := range map[string]bool{"miriam": true, "jonah": true, "ada": false} {
		page := s.Get(person, decision)
		if page.Has("Hypersensitivity") != want {
			t.Errorf("%s reads the criteria: %v", person, !want)
		}
		if got := page.Has("An aneurysm."); got != want || !page.Has("Medical") {
			t.Errorf("%s reads the reason: %v", person, got)
		}
	}
	s.Answers("without an open course", s.Get("miriam", s.At+"/decisions/new/"+db.NewID().String()), http.StatusConflict)
}
