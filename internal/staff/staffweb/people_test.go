package staffweb_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kap/internal/db"
	"kap/internal/staff"
	"kap/internal/testdesk"
)

// What the page does not tick, its Save takes away.
func TestThePageOfTheMedicalLeadSaysSo(t *testing.T) {
	s := open(t)
	for who, lead := range map[string]bool{"miriam": true, "jonah": false} {
		w := s.Get("ruth", "/staff/"+s.id(who))
		before, after, found := strings.Cut(w.Body.String(), `name="medical_lead"`)
		rest, _, _ := strings.Cut(after, ">")
		box := before[strings.LastIndex(before, "<")+1:] + rest
		if !found || strings.Contains(box, "checked") != lead {
			t.Errorf("%s: %d, the box is %q", who, w.Code, box)
		}
	}
}

// The question says what cannot be done then, and keeps what was typed, on both forms of
// the page.
func TestThePageAsksBeforeTheLastMedicalLeadIsNone(t *testing.T) {
	s := open(t)
	at := "/staff/" + s.id("miriam")
	for _, c := range []struct {
		to, box string
		typed   []string
	}{
		{at, "without_lead", []string{"name", "Miriam H.", "roles", "prescriber"}},
		{at + "/end", "end-without_lead", nil},
	} {
		w := s.post("ruth", c.to, c.typed...)
		page := w.Page()
		if w.Code != http.StatusUnprocessableEntity || strings.Count(page, "What then cannot be done.") != 1 || !strings.Contains(page, `id="`+c.box+`"`) {
			t.Errorf("%s: %d, no question on\n%s", c.to, w.Code, page)
		}
		name := "Miriam Halvorsen"
		if c.typed != nil {
			name = c.typed[1]
		}
		if !strings.Contains(page, `value="`+name+`"`) {
			t.Errorf("%s: the name %q is not in its field", c.to, name)
		}
		if w := s.post("ruth", c.to, append(c.typed, "without_lead", "true")...); w.Code != http.StatusSeeOther {
			t.Errorf("%s, understood: %d", c.to, w.Code)
		}
		s.Run(`update staff set medical_lead = true, disabled_at = null where name like 'Miriam H%'`)
		s.Run(`update staff set name = 'Miriam Halvorsen' where name like 'Miriam H%'`)
	}
}

// The page of a link is found again from Staff by whoever made it, while it holds.
func TestALinkIsFoundAgainWhileItHolds(t *testing.T) {
	s := open(t)
	s.Desk.MAC = func(b []byte) []byte { return b }
	w := s.post("ruth", "/staff/"+s.id("jonah")+"/set-up-links", "email", "jonah@larkspur.example")
	at := w.To()
	shown := func(who string) bool { return s.Get(who, "/staff").Has(`href="` + at + `"`) }
	if !shown("ruth") {
		t.Errorf("%q is not on the page", at)
	}
	grace := s.Staff["grace"]
	grace.Roles = append(grace.Roles, "manager")
	s.Staff["grace"] = grace
	if shown("grace") {
		t.Error("a manager who did not make it is led to a page that is not there for them")
	}
	s.Advance(24 * time.Hour)
	if shown("ruth") {
		t.Error("a link that no longer holds is offered")
	}
}

// TestAPersonIsReadAsTheyWereTyped: every field comes back as itself, when they are added
// and after a change.
func TestAPersonIsReadAsTheyWereTyped(t *testing.T) {
	s := open(t)
	id := db.NewID().String()
	form := testdesk.Form("name", "Noor Aziz", "credentials", "MD", "phone", "303 555 0190", "roles", "prescriber", "roles", "therapist", "medical_lead", "true")
	s.Ask("ruth", "/staff/new/"+id, form, http.StatusSeeOther)
	for range 2 {
		typed := s.Get("ruth", "/staff/"+id).Typed()
		typed.Del("made_for")
		typed.Del("came_from")
		if diff := cmp.Diff(form, typed); diff != "" {
			t.Errorf("(-typed +read):\n%s", diff)
		}
		form = testdesk.Form("name", "Noor A.", "credentials", "PhD", "phone", "", "roles", "nurse")
		s.Ask("ruth", "/staff/"+id, form, http.StatusSeeOther)
	}
}

// TestACoverIsReadAsItWasTyped does so for a cover, of a person and on call.
func TestACoverIsReadAsItWasTyped(t *testing.T) {
	s := open(t)
	s.Ask("grace", "/cover", testdesk.Form("staff_id", s.id("jonah"), "covered_by", s.id("priya"), "starts_at", "2026-11-30T08:15",
		"ends_at", "2026-12-04T18:45"), http.StatusSeeOther)
	s.Ask("grace", "/cover", testdesk.Form("staff_id", staff.OnCall, "covered_by", s.id("miriam"), "starts_at", "2026-11-25T09:00",
		"ends_at", "2026-11-26T09:30"), http.StatusSeeOther)
	s.Ask("jonah", "/cover", nil, http.StatusOK,
		"Priya Nair for Jonah Weiss from Mon Nov 30, 8:15 am until Fri Dec 4, 6:45 pm named by Grace Kim",
		"Miriam Halvorsen for Every prescriber (on call) from Wed Nov 25, 9:00 am until Thu Nov 26, 9:30 am named by Grace Kim")
}
