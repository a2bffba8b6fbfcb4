package clientweb_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/client"
	"kap/internal/client/clientweb"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/endpoint"
	"kap/internal/staff"
	"kap/web/ui"
)

// desk is the step's screens over a small clinic; a request names who asks.
type desk struct {
	*dbtest.DB
	clinic dbtest.Clinic
	router chi.Router
	t      *testing.T
}

func open(t *testing.T) desk {
	d := dbtest.New(t)
	s := desk{DB: d, clinic: d.Clinic(t), router: chi.NewRouter(), t: t}
	zone, err := time.LoadLocation("America/Denver")
	if err != nil {
		t.Fatal(err)
	}
	clients := client.Service{DB: d.DB}
	endpoint.Mount(s.router, endpoint.Options{
		DB: d.DB,
		Authenticate: func(r *http.Request, _ bool) (*http.Request, bool, error) {
			actor := s.clinic.Staff[r.Header.Get("Who")]
			ctx := ui.WithShell(auth.With(r.Context(), actor), ui.Shell{Zone: zone, Now: d.Now(), Actor: actor, SignedIn: true})
			return r.WithContext(ctx), true, nil
		},
		Anonymous: func(r *http.Request) *http.Request { return r },
		Header:    func(ctx context.Context, id uuid.UUID) (*ui.Header, error) { return clients.Header(ctx, id) },
		EndSignIn: func(*http.Request) {},
		Log:       slog.New(slog.NewTextHandler(t.Output(), nil)),
	}, clientweb.Screens{Clients: clients, Courses: course.Service{DB: d.DB}, Staff: staff.Service{DB: d.DB}}.Routes())
	return s
}

func (s desk) get(who, path string) *httptest.ResponseRecorder {
	return s.ask(who, httptest.NewRequest(http.MethodGet, path, nil))
}

func (s desk) post(who, path string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return s.ask(who, r)
}

func (s desk) ask(who string, r *http.Request) *httptest.ResponseRecorder {
	s.t.Helper()
	s.Advance(time.Second)
	r.Header.Set("Who", who)
	w := httptest.NewRecorder()
	s.router.ServeHTTP(w, r)
	return w
}

// answers checks status and words of a page.
func (s desk) answers(what string, w *httptest.ResponseRecorder, status int, words ...string) {
	s.t.Helper()
	if w.Code != status {
		s.t.Errorf("%s: got %d want %d", what, w.Code, status)
	}
	for _, word := range words {
		if !strings.Contains(w.Body.String(), word) {
			s.t.Errorf("%s: %q is not on the page", what, word)
		}
	}
}

func (s desk) ana() url.Values {
	return url.Values{
		"legal_name": {"Ana Ruiz"}, "preferred_name": {"Anita"}, "born_month": {"3"}, "born_day": {"14"}, "born_year": {"1984"},
		"phone": {"(303) 555-0142"}, "therapist_id": {s.clinic.Staff["jonah"].Staff.String()},
		"prescriber_id": {s.clinic.Staff["miriam"].Staff.String()},
	}
}

// take takes Ana in at the front desk and answers her address.
func (s desk) take() string {
	s.t.Helper()
	at := s.get("grace", "/clients/new").Header().Get("Location")
	w := s.post("grace", at, s.ana())
	s.answers("take in", w, http.StatusSeeOther)
	return w.Header().Get("Location")
}

func TestAClientIsTakenInAndBackStoresNothingTwice(t *testing.T) {
	t.Parallel()
	s := open(t)
	at := s.get("grace", "/clients/new").Header().Get("Location")
	s.answers("form", s.get("grace", at), http.StatusOK, "Jonah Weiss, LCSW", "Birth date")
	first := s.post("grace", at, s.ana())
	s.answers("saved", first, http.StatusSeeOther)
	again := s.post("grace", at, s.ana())
	if to := again.Header().Get("Location"); again.Code != http.StatusSeeOther || to != first.Header().Get("Location") {
		t.Errorf("again: got %d to %q", again.Code, to)
	}
	s.answers("after Back", s.get("grace", at), http.StatusOK, "Saved at")
	changed := s.ana()
	changed.Set("legal_name", "Anna Ruiz")
	s.answers("another body", s.post("grace", at, changed), http.StatusConflict, "Anna Ruiz")
	s.answers("list", s.get("grace", "/clients"), http.StatusOK, "1 client", "Anita", "K-0001")
}

func TestLikelyTheSameIsShownOnlyToWhomSees(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.take()
	form := s.ana()
	form.Set("legal_name", "ruíz ANA")
	for who, want := range map[string]string{"grace": "K-0001", "priya": "Another client with this name"} {
		at := s.get(who, "/clients/new").Header().Get("Location")
		w := s.post(who, at, form)
		s.answers(who, w, http.StatusUnprocessableEntity, want, "create all the same", "ruíz ANA")
		if who == "priya" && strings.Contains(w.Body.String(), "K-0001") {
			t.Error("a therapist off the care team is shown the client")
		}
	}
	form.Set("anyway", "true")
	at := s.get("priya", "/clients/new").Header().Get("Location")
	w := s.post("priya", at, form)
	if to := w.Header().Get("Location"); to != "/clients?saved=yes" {
		t.Errorf("led to %q", to)
	}
	s.answers("saved for others", s.get("priya", "/clients?saved=yes"), http.StatusOK, "0 clients", "not on their care team")
}

func TestTheSearch(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.take()
	for q, found := range map[string]bool{
		"ruiz ana": true, "ANITA": true, "k-0001": true, "0001": false, "k 0001": true, "3/14/1984": true, "1984-03-14": true,
		"303 555 0142": true, "555-0142": true, "0143": false, "3/15/1984": false, "ruiz eva": false, "%": true, "jonah": false, "": true,
	} {
		got := strings.Contains(s.get("grace", "/clients?q="+url.QueryEscape(q)).Body.String(), "K-0001")
		if got != found {
			t.Errorf("%q: got %v", q, got)
		}
	}
	if w := s.get("priya", "/clients?q=ruiz"); strings.Contains(w.Body.String(), "K-0001") {
		t.Error("another therapist finds the client")
	}
	var rows int
	err := s.Owner.QueryRow(t.Context(), `select rows from audit_event where action = 'clients.listed' and actor = $1 order by sequence limit 1`,
		s.clinic.Staff["grace"].Staff).Scan(&rows)
	if err != nil {
		t.Error(err)
	}
}

func TestAnotherTherapistFindsNothing(t *testing.T) {
	t.Parallel()
	s := open(t)
	at := s.take()
	for _, page := range []string{"/details", "/team", "/escorts", "/medicines"} {
		s.answers(page, s.get("priya", at+page), http.StatusNotFound)
		s.answers(page, s.get("jonah", at+page), http.StatusOK)
	}
	s.answers("front desk, medicines", s.get("grace", at+"/medicines"), http.StatusForbidden)
	s.answers("nobody's", s.get("grace", "/clients/"+db.NewID().String()+"/details"), http.StatusNotFound)
	s.answers("write", s.post("priya", at+"/escorts", url.Values{"submission": {db.NewID().String()}}), http.StatusNotFound)
}

func TestTwoPeopleEditDetails(t *testing.T) {
	t.Parallel()
	s := open(t)
	at := s.take()
	form := s.ana()
	form.Set("version", "1")
	form.Set("submission", db.NewID().String())
	form.Set("phone", "303 555 0111")
	s.answers("first", s.post("grace", at+"/details", form), http.StatusSeeOther)
	form.Set("submission", db.NewID().String())
	form.Set("phone", "303 555 0222")
	w := s.post("jonah", at+"/details", form)
	s.answers("second", w, http.StatusConflict, "303 555 0111", "303 555 0222", `name="version" value="2"`)
	form.Set("version", "2")
	form.Set("submission", db.NewID().String())
	s.answers("knowingly", s.post("jonah", at+"/details", form), http.StatusSeeOther)
	s.answers("stored", s.get("grace", at+"/details"), http.StatusOK, "303 555 0222")
}

func TestMedicinesAndAllergies(t *testing.T) {
	t.Parallel()
	s := open(t)
	at := s.take()
	s.answers("nobody asked", s.get("jonah", at+"/medicines"), http.StatusOK, "Nobody has asked yet", "Not asked")
	medicine := url.Values{"submission": {db.NewID().String()}, "name": {"Kava <b>"}, "class": {"not-listed"}, "source": {"client"}}
	s.answers("add", s.post("jonah", at+"/medicines", medicine), http.StatusSeeOther)
	s.answers("twice", s.post("jonah", at+"/medicines", medicine), http.StatusSeeOther)
	page := s.get("tomas", at+"/medicines")
	s.answers("nurse off the team", page, http.StatusNotFound)
	page = s.get("jonah", at+"/medicines")
	s.answers("page", page, http.StatusOK, "Kava &lt;b&gt;", "Not in our list", "Stopped on")
	if n := strings.Count(page.Body.String(), `<th scope="row"><bdi>Kava`); n != 1 {
		t.Errorf("the medicine stands there %d times", n)
	}
	s.answers("no class", s.post("jonah", at+"/medicines", url.Values{"submission": {db.NewID().String()}, "name": {"Kava"}}),
		http.StatusUnprocessableEntity, "Choose what kind of medicine it is", "Choose who said so")
	stop := at + "/medicines/" + medicine.Get("submission") + "/stop"
	s.answers("ahead", s.post("jonah", stop, url.Values{"submission": {db.NewID().String()}, "stopped_on": {"2026-11-25"}}),
		http.StatusUnprocessableEntity, "lies ahead")
	s.answers("stop", s.post("jonah", stop, url.Values{"submission": {db.NewID().String()}, "stopped_on": {"2026-11-24"}}), http.StatusSeeOther)
	s.answers("stopped", s.get("jonah", at+"/medicines"), http.StatusOK, "Stopped Tue Nov 24, 2026")

	s.answers("none", s.post("jonah", at+"/allergies", url.Values{"submission": {db.NewID().String()}, "none_known": {"true"}}), http.StatusSeeOther)
	s.answers("bar", s.get("jonah", at+"/medicines"), http.StatusOK, "None known")
	s.answers("latex", s.post("jonah", at+"/allergies", url.Values{"submission": {db.NewID().String()}, "substance": {"Latex"}}), http.StatusSeeOther)
	s.answers("none after latex", s.post("jonah", at+"/allergies", url.Values{"submission": {db.NewID().String()}, "none_known": {"true"}}),
		http.StatusUnprocessableEntity, "Allergies are on record")
	if w := s.get("grace", at+"/details"); strings.Contains(w.Body.String(), "Latex") {
		t.Error("the front desk reads an allergy")
	}
}

func TestEscorts(t *testing.T) {
	t.Parallel()
	s := open(t)
	at := s.take()
	s.answers("a child", s.post("grace", at+"/escorts", url.Values{"submission": {db.NewID().String()}, "name": {"Leo"}, "phone": {"303 555 0177"}}),
		http.StatusUnprocessableEntity, "18 or older")
	id := db.NewID().String()
	s.answers("add", s.post("grace", at+"/escorts", url.Values{"submission": {id}, "name": {"Leo Ruiz"}, "phone": {"303 555 0177"}, "adult": {"true"}, "relation": {"brother"}}),
		http.StatusSeeOther)
	s.answers("bar", s.get("jonah", at+"/escorts"), http.StatusOK, "Leo Ruiz (brother)", "No longer collects")
	s.answers("end", s.post("grace", at+"/escorts/"+id+"/end", url.Values{"submission": {db.NewID().String()}}), http.StatusSeeOther)
	s.answers("end again", s.post("grace", at+"/escorts/"+id+"/end", url.Values{"submission": {db.NewID().String()}}), http.StatusNotFound)
}

func TestAnotherTherapistIsNamed(t *testing.T) {
	t.Parallel()
	s := open(t)
	at := s.take()
	naming := url.Values{
		"submission": {db.NewID().String()}, "prescriber_id": {s.clinic.Staff["miriam"].Staff.String()},
		"therapist_id": {s.clinic.Staff["priya"].Staff.String()}, "reason": {"Closer to home"},
	}
	s.answers("therapist names", s.post("jonah", at+"/team", naming), http.StatusForbidden)
	s.answers("front desk names", s.post("grace", at+"/team", naming), http.StatusSeeOther)
	s.answers("old", s.get("jonah", at+"/team"), http.StatusNotFound)
	s.answers("new", s.get("priya", at+"/team"), http.StatusOK, "Priya Nair, LMFT", "Your own place")
	var reviews int
	err := s.Owner.QueryRow(t.Context(), `select count(*) from review where kind = 'therapist' and reason like '%Closer to home'`).Scan(&reviews)
	if err != nil || reviews != 1 {
		t.Errorf("reviews: got %d %v", reviews, err)
	}
}
