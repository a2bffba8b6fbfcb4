package staffweb_test

import (
	"net/http"
	"strings"
	"testing"
	"time"
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
