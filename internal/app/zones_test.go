package app

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"kap/internal/auth"
	"kap/internal/staff"
	"kap/web/ui"
)

// arizona are zones that know no summer time, whatever they are called.
func arizona(string) (*time.Location, error) { return time.LoadLocation("America/Phoenix") }

func TestAServerWithTwoClocksDoesNotStart(t *testing.T) {
	t.Parallel()
	d, a := server(t, &bytes.Buffer{})
	d.Clinic(t)
	a.clock = newClock((&machines{wall: d.Now(), database: d.Now()}).host)
	if err := a.fitZones(t.Context()); err != nil {
		t.Fatalf("with one clock: %v", err)
	}
	a.zones.load = arizona
	err := a.fitZones(t.Context())
	if err == nil || !strings.Contains(err.Error(), "America/Denver differs") || !strings.Contains(err.Error(), "UTC−7:00, the database UTC−6:00") {
		t.Errorf("got %v", err)
	}
}

// TestTwoClocksFoundWhileRunningAreSaidAndTheServerGoesOn: a page has the banner, /readyz is
// red, and both end once the files agree again.
func TestTwoClocksFoundWhileRunningAreSaidAndTheServerGoesOn(t *testing.T) {
	t.Parallel()
	log := &bytes.Buffer{}
	d, a := server(t, log)
	d.Clinic(t)
	ready := func() (int, string) {
		w := httptest.NewRecorder()
		a.ops().ServeHTTP(w, httptest.NewRequest("GET", "/readyz", nil))
		return w.Code, w.Body.String()
	}
	sessions := func() string {
		var all string
		if err := d.Owner.QueryRow(t.Context(), `
			select coalesce(string_agg(pid::text, ' ' order by pid), '') from pg_stat_activity
			where datname = current_database() and usename = 'kap_app'`).Scan(&all); err != nil {
			t.Fatal(err)
		}
		return all
	}
	a.hour(t.Context())
	before := sessions()
	if code, said := ready(); code != http.StatusOK {
		t.Fatalf("with one clock: %d %s", code, said)
	}
	a.zones.load = arizona
	a.hour(t.Context())
	if code, said := ready(); code != http.StatusServiceUnavailable || !strings.Contains(said, "America/Denver differs") {
		t.Errorf("with two: %d %s", code, said)
	}
	shell := a.shell(httptest.NewRequest("GET", "/", nil), staff.Signed{Zone: "America/Denver"}, auth.Actor{})
	var page bytes.Buffer
	if err := ui.Page("Today").Render(templ.WithChildren(ui.WithShell(t.Context(), shell), templ.NopComponent), &page); err != nil || !strings.Contains(page.String(), "America/Denver differs") {
		t.Errorf("no banner on a page (%v)", err)
	}
	if sessions() == before {
		t.Error("the sessions of Postgres were not made anew")
	}
	a.zones.load = time.LoadLocation
	a.hour(t.Context())
	if code, said := ready(); code != http.StatusOK {
		t.Errorf("after the update: %d %s", code, said)
	}
}
