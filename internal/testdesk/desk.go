// Package testdesk is a desk for the tests of screens: a step's routes over a small
// clinic of its own, asked as one of its people, and answers that can be read.
package testdesk

import (
	"context"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/chart"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/endpoint"
	"kap/web/ui"
)

// Desk is the screens over a clinic. Client, Course and At are set once somebody is
// taken in.
type Desk struct {
	*dbtest.DB
	dbtest.Clinic
	T              *testing.T
	Zone           *time.Location // of the clinic's clocks
	Client, Course uuid.UUID
	At             string // "/clients/…", the address of the client's pages
	Still          bool   // the clock stands while somebody asks
	router         chi.Router
}

// Open mounts what routes answers. The test runs beside others.
func Open(t *testing.T, routes func(*db.DB) []endpoint.Route) *Desk {
	t.Helper()
	t.Parallel()
	zone, err := time.LoadLocation("America/Denver")
	if err != nil {
		t.Fatal(err)
	}
	d := dbtest.New(t)
	s := &Desk{DB: d, Clinic: d.Clinic(t), T: t, Zone: zone, router: chi.NewRouter()}
	endpoint.Mount(s.router, endpoint.Options{
		DB: d.DB, Authenticate: s.authenticate,
		Anonymous: func(r *http.Request) *http.Request { return r },
		Header:    func(ctx context.Context, id uuid.UUID) (*ui.Header, error) { return chart.Header(ctx, d.DB, id) },
		EndSignIn: func(*http.Request) {},
		Log:       slog.New(slog.NewTextHandler(t.Output(), nil)),
	}, routes(d.DB))
	return s
}

// authenticate lets in whoever the request names.
func (s *Desk) authenticate(r *http.Request, _ bool) (*http.Request, bool, error) {
	actor, known := s.Staff[r.Header.Get("Who")]
	shell := ui.Shell{Clinic: "Larkspur", Zone: s.Zone, Now: s.Now(), Actor: actor, SignedIn: known, Path: r.URL.Path}
	return r.WithContext(ui.WithShell(auth.With(r.Context(), actor), shell)), known, nil
}

// Get asks for a page as somebody, "" is nobody, a second after whatever was before.
func (s *Desk) Get(who, path string) Answer {
	s.T.Helper()
	return s.send(who, httptest.NewRequest(http.MethodGet, path, nil))
}

// Post sends a form with an id, as its page does: the one in the address of what comes
// to exist, a new one elsewhere.
func (s *Desk) Post(who, path string, form url.Values) Answer {
	s.T.Helper()
	form = maps.Clone(form)
	if form.Get("submission") == "" {
		form.Set("submission", submission(path))
	}
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return s.send(who, r)
}

func submission(path string) string {
	path, _, _ = strings.Cut(path, "?")
	if _, id, found := strings.Cut(path, "/new/"); found && uuid.Validate(id) == nil {
		return id
	}
	return db.NewID().String()
}

func (s *Desk) send(who string, r *http.Request) Answer {
	s.T.Helper()
	if _, works := s.Staff[who]; !works && who != "" {
		s.T.Fatalf("nobody at the test clinic is called %q", who)
	}
	if !s.Still {
		s.Advance(time.Second)
	}
	r.Header.Set("Who", who)
	a := Answer{ResponseRecorder: httptest.NewRecorder(), of: who + " " + r.URL.Path, t: s.T}
	s.router.ServeHTTP(a, r)
	return a
}

// Ask is Get, or Post where there is a form, of which the status must come; every word
// must be on the page.
func (s *Desk) Ask(who, path string, form url.Values, status int, words ...string) Answer {
	s.T.Helper()
	var a Answer
	if form == nil {
		a = s.Get(who, path)
	} else {
		a = s.Post(who, path, form)
	}
	if a.Is(status, words...); a.Code != status {
		s.T.Fatalf("it says: %s", a.read())
	}
	return a
}

// Follow is Get, and on to where it leads.
func (s *Desk) Follow(who, path string) (a Answer, at string) {
	s.T.Helper()
	for range 3 {
		if a = s.Get(who, path); a.To() == "" {
			return a, path
		}
		path, _, _ = strings.Cut(a.To(), "#")
	}
	s.T.Fatalf("%s is led in circles", who)
	return a, path
}

// Form is what is typed: a name, a value, a name, a value.
func Form(pairs ...string) url.Values {
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return form
}
