package eligibilityweb_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// TestADraftOpenedAgainHoldsEverything: its form, posted unchanged, changes nothing.
func TestADraftOpenedAgainHoldsEverything(t *testing.T) {
	s := open(t)
	_, _, form := s.get(t, s.of("/consultations/new"))
	v := answers()
	for name, value := range map[string]string{"held_at": "2026-11-24T09:30", "last_in_person_exam": "2026-11-20", "stuck_in": "the same day",
		"medical_history": "none", "psychiatric_history": "depression", "substances": "coffee", "family_history": "unknown",
		"treatments[0].dose": "100 mg", "treatments[0].how_long": "a year", "treatments[0].effect": "little", "measured.heart_rate": "66",
		"measured.spo2": "98", "pregnancy_tested_on": "2026-11-23", "urinary": "no", "tests": "ECG", "impression": "fit"} {
		v.Set(name, value)
	}
	v.Del("treatments[2].what")
	_, body, draft := s.post(t, form, v)
	draft, _, _ = strings.Cut(draft, "?")
	held := s.typed(t, draft)
	for name := range v {
		if name != "submission" && held.Get(name) != v.Get(name) {
			t.Errorf("%s: the consultation's form holds %q, typed was %q\n%s", name, held.Get(name), v.Get(name), body)
		}
	}
	s.sign(t, draft+"/signature", draft+"/signature")

	_, _, form = s.get(t, s.of("/decisions/new"))
	v = decided()
	for name, value := range map[string]string{"decision": "eligible_with_conditions", "last_in_person_exam": "2026-11-20", "told_how": "by letter",
		"referral": "none", "limits.spo2": "94", "limits.heart_rate_low": "55", "limits.heart_rate_high": "100",
		"conditions[0].kind": "test", "conditions[0].words": "An ECG", "conditions[0].due": "2026-12-01"} {
		v.Set(name, value)
	}
	status, body, decision := s.post(t, form, v)
	if status != http.StatusSeeOther {
		t.Fatalf("answers %d:\n%s", status, body)
	}
	held = s.typed(t, decision+"/draft")
	for name := range v {
		if name != "submission" && held.Get(name) != v.Get(name) {
			t.Errorf("%s: the decision's form holds %q, typed was %q", name, held.Get(name), v.Get(name))
		}
	}
	_, before, _ := s.get(t, decision)
	if status, body, _ := s.post(t, decision+"/draft", held); status != http.StatusSeeOther {
		t.Fatalf("posted unchanged answers %d:\n%s", status, body)
	}
	if _, after, _ := s.get(t, decision); hash.FindString(after) != hash.FindString(before) {
		t.Error("posting the draft unchanged changed what is signed")
	}
}

var (
	inputs  = regexp.MustCompile(`<input [^>]*>`)
	areas   = regexp.MustCompile(`(?s)<textarea [^>]*name="([^"]*)"[^>]*>(.*?)</textarea>`)
	selects = regexp.MustCompile(`(?s)<select [^>]*name="([^"]*)".*?</select>`)
	chosen  = regexp.MustCompile(`<option value="([^"]*)" selected`)
	named   = regexp.MustCompile(`name="([^"]*)"`)
	valued  = regexp.MustCompile(`value="([^"]*)"`)
)

// typed is what the first form of a page would post.
func (s *site) typed(t *testing.T, path string) url.Values {
	t.Helper()
	_, body, _ := s.get(t, path)
	body = body[strings.Index(body, "<main"):]
	form := body[strings.Index(body, "<form"):]
	form = form[:strings.Index(form, "</form>")]
	values := url.Values{}
	for _, tag := range inputs.FindAllString(form, -1) {
		choice := strings.Contains(tag, `type="radio"`) || strings.Contains(tag, `type="checkbox"`)
		if name := named.FindStringSubmatch(tag); name != nil && (!choice || strings.Contains(tag, " checked")) {
			value := ""
			if found := valued.FindStringSubmatch(tag); found != nil {
				value = found[1]
			}
			values.Add(name[1], value)
		}
	}
	for _, a := range areas.FindAllStringSubmatch(form, -1) {
		values.Add(a[1], a[2])
	}
	for _, one := range selects.FindAllStringSubmatch(form, -1) {
		if o := chosen.FindStringSubmatch(one[0]); o != nil {
			values.Add(one[1], o[1])
		}
	}
	values.Del("submission")
	return values
}
