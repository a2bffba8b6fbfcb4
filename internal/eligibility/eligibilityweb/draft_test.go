package eligibilityweb_test

import (
	"net/http"
	"testing"

	"kap/internal/db"
	"kap/internal/dbtest"
)

// TestADraftOpenedAgainHoldsEverything: its form, posted unchanged, changes nothing.
func TestADraftOpenedAgainHoldsEverything(t *testing.T) {
	s := open(t)
	v := answers()
	for name, value := range map[string]string{"held_at": "2026-11-24T09:30", "last_in_person_exam": "2026-11-20", "stuck_in": "the same day",
		"medical_history": "none", "psychiatric_history": "depression", "substances": "coffee", "family_history": "unknown",
		"treatments[0].dose": "100 mg", "treatments[0].how_long": "a year", "treatments[0].effect": "little", "measured.heart_rate": "66",
		"measured.spo2": "98", "pregnancy_tested_on": "2026-11-23", "urinary": "no", "tests": "ECG", "impression": "fit"} {
		v.Set(name, value)
	}
	v.Del("treatments[2].what")
	draft := drafted(s, v)
	held := s.Get("miriam", draft).Typed()
	for name := range v {
		if name != "submission" && held.Get(name) != v.Get(name) {
			t.Errorf("%s: the consultation's form holds %q, typed was %q", name, held.Get(name), v.Get(name))
		}
	}
	begin := s.At + "/consultations/new"
	s.Ask("miriam", draft+"?saved=yes", nil, http.StatusOK, "The draft is saved.")
	s.Ask("miriam", s.Ask("miriam", begin, nil, http.StatusSeeOther).To(), nil, http.StatusOK, "Go on with it", draft)
	sign(s, draft+"/signature", draft+"/signature")

	s.Still = true // own limits say when they were set
	_, form := s.Follow("miriam", s.At+"/decisions/new")
	v = decided()
	for name, value := range map[string]string{"decision": "eligible_with_conditions", "last_in_person_exam": "2026-11-20", "told_how": "by letter",
		"referral": "none", "limits.spo2": "94", "limits.heart_rate_low": "55", "limits.heart_rate_high": "100",
		"conditions[0].kind": "test", "conditions[0].words": "An ECG", "conditions[0].due": "2026-12-01"} {
		v.Set(name, value)
	}
	decision := s.Ask("miriam", form, v, http.StatusSeeOther).To()
	held = s.Get("miriam", decision+"/draft").Typed()
	for name := range v {
		if name != "submission" && held.Get(name) != v.Get(name) {
			t.Errorf("%s: the decision's form holds %q, typed was %q", name, held.Get(name), v.Get(name))
		}
	}
	before := s.Get("miriam", decision).Field("shown")
	s.Ask("miriam", decision+"/draft", held, http.StatusSeeOther)
	if after := s.Get("miriam", decision).Field("shown"); before == "" || after != before {
		t.Error("posting the draft unchanged changed what is signed")
	}
}

// TestAConsultationStandsAsItsVisitWasBooked: by video is not in person.
func TestAConsultationStandsAsItsVisitWasBooked(t *testing.T) {
	s := open(t)
	for booked, stands := range map[string]string{"here": "here", "video": "video", "telephone": "audio", "elsewhere": "elsewhere"} {
		visit := db.NewID()
		s.Run(`insert into appointment (clinic_id, id, client_id, course_id, kind, starts_at, ends_at, status, visit_mode)
			select clinic_id, $2, client_id, id, 'consultation', $3::timestamptz, $3::timestamptz + interval '1 hour', 'confirmed', $4
			from course where client_id = $1`, s.Client, visit, dbtest.Noon, booked)
		_, form := s.Follow("miriam", s.At+"/consultations/new?appointment="+visit.String())
		if got := s.Get("miriam", form).Typed().Get("visit_mode"); got != stands {
			t.Errorf("booked %s: stands on %q", booked, got)
		}
	}
}
