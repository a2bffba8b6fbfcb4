package app_test

import (
	"context"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"kap/internal/config"
	"kap/internal/db"
	"kap/internal/staff"
)

var tabTitle = regexp.MustCompile(`<title>([^<]*)</title>`)

// TestNoTabSaysWhoIsSeen opens every page of a client that has no further id in its address,
// as everybody.
func TestNoTabSaysWhoIsSeen(t *testing.T) {
	t.Parallel()
	s := open(t, config.Config{})
	s.client = s.takeIn("Zebulon Quartzwhisker")
	seen := 0
	for _, who := range []string{"jonah", "miriam", "grace", "tomas"} {
		p := s.as(who)
		for _, route := range s.app.Routes() {
			path := strings.Replace(route.Pattern, "/clients/{client}", s.client, 1)
			if route.Method != http.MethodGet || path == route.Pattern || strings.Contains(path, "{") {
				continue
			}
			w := p.get(path)
			if w.Code == http.StatusSeeOther && strings.HasPrefix(w.Header().Get("Location"), s.client) {
				w = p.get(w.Header().Get("Location"))
			}
			found := tabTitle.FindStringSubmatch(w.Body.String())
			if w.Code != http.StatusOK || found == nil {
				continue
			}
			seen++
			if title := html.UnescapeString(found[1]); len(leaks(title)) > 0 || !strings.HasPrefix(title, "K-0001, ") {
				t.Errorf("%s as %s: the tab says %q", route.Pattern, who, title)
			}
		}
	}
	if seen < 30 {
		t.Errorf("only %d pages were opened", seen)
	}
}

// TestWhoSawAClientIsWhole: a list, a search, a calendar and a home leave one event each,
// which names whom they showed, and the manager finds all of them by the client.
func TestWhoSawAClientIsWhole(t *testing.T) {
	t.Parallel()
	s := open(t, config.Config{})
	shown, other := s.takeIn("Zebulon Quartzwhisker"), s.takeIn("Ana Ruiz")
	grace := s.as("grace")
	for _, path := range []string{"/clients?q=Quartz", "/clients"} {
		grace.get(path)
	}
	count := func(client string) (n int) {
		err := s.Owner.QueryRow(context.Background(), `
			select count(*) from audit_event
			where action = 'clients.listed' and shown @> array[$1::uuid] and rows = cardinality(shown)`, strings.TrimPrefix(client, "/clients/")).Scan(&n)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if got, them := count(shown), count(other); got != 2 || them != 1 {
		t.Errorf("lists that showed the client searched for: %d want 2; the other: %d want 1", got, them)
	}
	ruth := s.as("ruth")
	lines := func(client string) int {
		w := ruth.get("/access?client=" + strings.TrimPrefix(client, "/clients/"))
		return strings.Count(w.Body.String(), "Clients listed")
	}
	if got, them := lines(shown), lines(other); got != 2 || them != 1 {
		t.Errorf("the manager reads %d and %d lists", got, them)
	}
}

// TestFailedSignInsAreShownToThePersonAndTheManager, and to nobody else.
func TestFailedSignInsAreShownToThePersonAndTheManager(t *testing.T) {
	t.Parallel()
	s := open(t, config.Config{})
	ruth := s.as("ruth")
	_, code := codeOn(t, s.codeFor(ruth, "jonah", url.Values{"email": {"jonah@example.org"}}))
	nobody := &person{desk: s}
	nobody.setsUp(code)
	enters := func(password string) *person {
		w := nobody.post("/sign-in", url.Values{"email": {"jonah@example.org"}, "password": {password}})
		if w.Code != http.StatusSeeOther {
			return nil
		}
		return &person{desk: s, cookie: w.Result().Cookies()[0]}
	}
	const says = "wrong passwords with your e-mail"
	if home := enters(passphrase).get("/").Body.String(); strings.Contains(home, says) {
		t.Error("a first sign-in is told of failed ones")
	}
	s.Advance(time.Minute)
	enters("wrong")
	enters("wrong, too")
	jonah := enters(passphrase)
	if home := jonah.get("/").Body.String(); !strings.Contains(home, "2 "+says) || !strings.Contains(home, "192.0.2.1") {
		t.Errorf("Jonah is not told of two tries:\n%s", home)
	}
	if strings.Contains(s.as("miriam").get("/").Body.String(), says) {
		t.Error("Miriam is told of Jonah's")
	}
	if page := ruth.get("/access").Body.String(); strings.Count(page, "192.0.2.1") != 2 || !strings.Contains(page, "Failed sign-ins") {
		t.Error("the manager does not read of two tries")
	}
	asGrace := s.clinic.As(context.Background(), "grace")
	if err := s.Read(asGrace, func(v *db.View) error {
		b := db.NewBatch(v)
		staff.QueueFailed(b)
		return b.Send(asGrace)
	}); err == nil {
		t.Error("the front desk reads of everybody's tries")
	}
	s.Advance(time.Minute)
	if strings.Contains(enters(passphrase).get("/").Body.String(), says) {
		t.Error("told again after the next sign-in")
	}
}
