package staffweb_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"kap/internal/db"
	"kap/internal/endpoint"
	"kap/internal/staff"
	"kap/internal/staff/staffweb"
	"kap/internal/testdesk"
)

// site is the screens, at a clinic whose clocks show UTC.
type site struct {
	*testdesk.Desk
	staff.Service
}

func open(t *testing.T) site {
	var people staff.Service
	s := testdesk.Open(t, func(d *db.DB) []endpoint.Route {
		people = staff.Service{DB: d}
		return staffweb.Screens{Staff: people}.Routes()
	})
	s.Zone = time.UTC
	return site{s, people}
}

func (s site) page(who string) string { return s.Get(who, "/cover").Page() }

func (s site) post(who, path string, typed ...string) testdesk.Answer {
	return s.Post(who, path, testdesk.Form(typed...))
}

func (s site) id(who string) string { return s.Staff[who].Staff.String() }

func TestTheFrontDeskNamesACoverAndAllReadIt(t *testing.T) {
	s := open(t)
	for _, typed := range [][]string{
		{"staff_id", s.id("jonah"), "covered_by", s.id("priya"), "starts_at", "2026-11-24T18:00", "ends_at", "2026-11-24T21:00"},
		{"staff_id", "on call", "covered_by", s.id("miriam"), "starts_at", "2026-11-25T08:00", "ends_at", "2026-11-25T20:00"},
	} {
		if w := s.post("grace", "/cover", typed...); w.Code != http.StatusSeeOther || w.To() != "/cover?saved=yes" {
			t.Fatalf("got %d\n%s", w.Code, w.Body)
		}
	}
	for _, who := range []string{"grace", "jonah", "ruth"} {
		page := s.page(who)
		now, coming, found := strings.Cut(page, "Coming")
		if !found || !strings.Contains(now, "Priya Nair") || !strings.Contains(now, "Tue Nov 24, 9:00 pm") ||
			!strings.Contains(coming, "Miriam Halvorsen") || !strings.Contains(coming, "Every prescriber (on call)") {
			t.Errorf("%s does not read who covers:\n%s", who, page)
		}
		if got, want := strings.Contains(page, `action="/cover`), who == "grace"; got != want {
			t.Errorf("%s has a form: %v, want %v", who, got, want)
		}
	}
}

func TestOnlyTheFrontDeskNamesAndEndsACover(t *testing.T) {
	s := open(t)
	id := db.NewID()
	err := s.NameCover(s.As(context.Background(), "grace"), id, staff.CoverEntry{StaffID: s.id("jonah"), CoveredBy: s.Staff["priya"].Staff,
		StartsAt: s.Now(), EndsAt: s.Now().Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range []string{"miriam", "jonah", "tomas", "ada", "ruth"} {
		if w := s.post(who, "/cover"); w.Code != http.StatusForbidden {
			t.Errorf("%s names: got %d", who, w.Code)
		}
		if w := s.post(who, "/cover/"+id.String()+"/end"); w.Code != http.StatusForbidden {
			t.Errorf("%s ends: got %d", who, w.Code)
		}
	}
	end := "/cover/" + id.String() + "/end"
	if w := s.post("grace", end); w.Code != http.StatusSeeOther {
		t.Errorf("got %d", w.Code)
	}
	if w := s.post("grace", end); w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "ended already") {
		t.Errorf("ended twice: got %d, want the sentence on the page", w.Code)
	}
	if w := s.post("grace", "/cover/"+db.NewID().String()+"/end"); w.Code != http.StatusNotFound {
		t.Errorf("a cover that is not there: got %d", w.Code)
	}
}

func TestARefusedNamingKeepsWhatWasTyped(t *testing.T) {
	s := open(t)
	w := s.post("grace", "/cover", "staff_id", s.id("jonah"), "covered_by", s.id("miriam"), "starts_at", "2026-11-25T08:00", "ends_at", "2026-11-25T07:00")
	page := w.Page()
	if w.Code != http.StatusUnprocessableEntity {
		t.Fatalf("got %d", w.Code)
	}
	for _, want := range []string{"Miriam Halvorsen does not work as therapist", "later than the beginning", `id="covered_by-error"`, `value="2026-11-25T08:00"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

// The first hour leads to the form with what it asks for filled in.
func TestOnCallIsFilledInWhereItIsAskedFor(t *testing.T) {
	s := open(t)
	plain, asked := s.page("grace"), s.Get("grace", "/cover?for=on-call").Page()
	const chosen = `<option value="on call" selected>`
	for _, c := range []struct {
		says           string
		onPlain, onIts bool
	}{
		{chosen, false, true}, {"Jonah Weiss", true, false}, {"Miriam Halvorsen", true, true},
		{`value="` + s.Now().UTC().Format("2006-01-02T15:04") + `"`, true, true}, {"Cancel", true, true},
	} {
		if got := strings.Contains(plain, c.says); got != c.onPlain {
			t.Errorf("/cover says %q: %v", c.says, got)
		}
		if got := strings.Contains(asked, c.says); got != c.onIts {
			t.Errorf("/cover?for=on-call says %q: %v", c.says, got)
		}
	}
}
