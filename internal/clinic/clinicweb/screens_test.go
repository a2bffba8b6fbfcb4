package clinicweb_test

import (
	"context"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"

	"kap/internal/auth"
	"kap/internal/clinic"
	"kap/internal/clinic/clinicweb"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/endpoint"
	"kap/internal/schedule"
	"kap/web/ui"
)

// site is the page as one person sees it.
type site struct {
	*dbtest.DB
	dbtest.Clinic
	who string
	http.Handler
}

func open(t *testing.T) *site {
	t.Parallel()
	d := dbtest.New(t)
	s := &site{DB: d, Clinic: d.Clinic(t)}
	router := chi.NewRouter()
	endpoint.Mount(router, endpoint.Options{DB: d.DB, Authenticate: s.signedIn, Anonymous: func(r *http.Request) *http.Request { return r },
		EndSignIn: func(*http.Request) {}, Log: slog.New(slog.DiscardHandler)},
		clinicweb.Screens{Clinic: clinic.Service{DB: d.DB}, Schedule: schedule.Service{DB: d.DB}}.Routes())
	s.Handler = router
	return s
}

func (s *site) signedIn(r *http.Request, _ bool) (*http.Request, bool, error) {
	actor := s.Staff[s.who]
	ctx := ui.WithShell(auth.With(r.Context(), actor), ui.Shell{Zone: time.UTC, Now: s.Now(), Actor: actor, SignedIn: true})
	return r.WithContext(ctx), true, nil
}

func (s *site) ask(who string, r *http.Request) (int, string) {
	s.who = who
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Code, html.UnescapeString(w.Body.String())
}

func (s *site) page(who string) (int, string) {
	return s.ask(who, httptest.NewRequest(http.MethodGet, "/clinic", nil))
}

// post is what stands on the page with some answers changed.
func (s *site) post(who string, changed ...string) (int, string) {
	values := url.Values{"submission": {db.NewID().String()}, "name": {"Larkspur"}, "address": {"2140 Larkspur Street, Denver, CO 80205"},
		"phone": {"303 555 0142"}, "emergency_department": {"Denver Health, 777 Bannock Street, 9 min by car"}, "zone": {"America/Denver"}, "version": {"1"}}
	for i := 0; i < len(changed); i += 2 {
		values.Set(changed[i], changed[i+1])
	}
	r := httptest.NewRequest(http.MethodPost, "/clinic", strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return s.ask(who, r)
}

func says(t *testing.T, page string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(page, w) {
			t.Errorf("%q is not on the page:\n%s", w, page)
		}
	}
}

func TestAllReadTheClinicAndAManagerChangesIt(t *testing.T) {
	s := open(t)
	for _, who := range []string{"miriam", "jonah", "tomas", "ada", "grace"} {
		code, page := s.page(who)
		says(t, page, "2140 Larkspur Street", `href="tel:3035550142"`, "Denver Health, 777 Bannock Street, 9 min by car")
		if code != 200 || strings.Contains(page, `action="/clinic"`) {
			t.Errorf("%s: %d, and has a form", who, code)
		}
		if code, _ := s.post(who); code != http.StatusForbidden {
			t.Errorf("%s changes: %d", who, code)
		}
	}
	_, page := s.page("ruth")
	says(t, page, `value="303 555 0142"`, `name="initials"`, "like L. There are none yet: a leaf is drawn.", `<option value="America/Chicago">`, `list="zone-list"`)
	if code, page := s.post("ruth", "phone", "303 555 0188", "initials", "lk"); code != http.StatusSeeOther {
		t.Errorf("got %d\n%s", code, page)
	}
	_, page = s.page("grace")
	says(t, page, "303 555 0188")
}

func TestAnotherZoneTakesATick(t *testing.T) {
	s := open(t)
	ana, visit := db.NewID(), db.NewID()
	for _, sql := range []string{
		`insert into client (clinic_id, id, number, legal_name, born) select id, '` + ana.String() + `', '', 'Anastasia Ruiz', '1984-03-14' from clinic`,
		`insert into appointment (clinic_id, id, client_id, kind, starts_at, ends_at, status)
			select id, '` + visit.String() + `', '` + ana.String() + `', 'integration', '2026-11-30 18:00Z', '2026-11-30 19:00Z', 'confirmed' from clinic`,
		`insert into booking (clinic_id, id, appointment_id, client_id, starts_at, ends_at)
			select id, gen_random_uuid(), '` + visit.String() + `', '` + ana.String() + `', '2026-11-30 18:00Z', '2026-11-30 19:00Z' from clinic`,
	} {
		if _, err := s.Owner.Exec(context.Background(), sql); err != nil {
			t.Fatal(err)
		}
	}
	code, page := s.post("ruth", "zone", "America/Chicago")
	if code != http.StatusUnprocessableEntity {
		t.Errorf("without the tick: %d", code)
	}
	says(t, page, "What changes with the zone.", "1 visit lies ahead: it keeps its moment and is shown at another time of day.",
		"Change the zone from America/Denver to America/Chicago")
	if code, page = s.post("ruth", "zone", "America/Chicagp", "zone_understood", "true"); code != http.StatusUnprocessableEntity {
		t.Errorf("an unknown zone: %d", code)
	}
	says(t, page, "Is America/Chicago meant?")
	if code, page = s.post("ruth", "zone", "America/Chicago", "zone_understood", "true"); code != http.StatusSeeOther {
		t.Errorf("with the tick: %d\n%s", code, page)
	}
}

func TestTheLaterManagerSeesBoth(t *testing.T) {
	s := open(t)
	if code, _ := s.post("ruth", "phone", "303 555 0188"); code != http.StatusSeeOther {
		t.Fatalf("got %d", code)
	}
	code, page := s.post("ruth", "phone", "303 555 0111")
	if code != http.StatusConflict {
		t.Errorf("got %d", code)
	}
	says(t, page, "Another manager changed these details", "303 555 0188", "303 555 0111", `name="version" value="2"`)
	if code, _ := s.post("ruth", "phone", "303 555 0111", "version", "2"); code != http.StatusSeeOther {
		t.Errorf("saved again: got %d", code)
	}
}
