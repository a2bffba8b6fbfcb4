package endpoint_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"

	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/endpoint"
	"kap/web/ui"
)

func TestAServerWithAnUndeclaredRouteDoesNotStart(t *testing.T) {
	page := func(*http.Request) (templ.Component, error) { return ui.Page(""), nil }
	for _, c := range []struct {
		name  string
		route endpoint.Route
		panic bool
	}{
		{"declared", endpoint.Get("/rooms", auth.ManageStaff, "", page), false},
		{"no permission", endpoint.Get("/rooms", "", "", page), true},
		{"a permission the table does not hold", endpoint.Get("/rooms", "view rooms", "", page), true},
		{"a client without the name of the view", endpoint.Get("/clients/{client}/chart", auth.ViewCare, "", page), true},
		{"a client with it", endpoint.Get("/clients/{client}/chart", auth.ViewCare, "chart.viewed", page), false},
		{"a post to a client", endpoint.Post("/clients/{client}/chart", auth.ViewCare, endpoint.Form[struct{}]{}), false},
		{"a post without permission", endpoint.Post("/rooms", "", endpoint.Form[struct{}]{}), true},
		{"public", endpoint.Public(endpoint.Get("/sign-in", "", "", page))[0], false},
	} {
		t.Run(c.name, func(t *testing.T) {
			defer func() {
				if got := recover() != nil; got != c.panic {
					t.Errorf("panic: got %v want %v", got, c.panic)
				}
			}()
			endpoint.Mount(chi.NewRouter(), endpoint.Options{}, []endpoint.Route{c.route})
		})
	}
}

func TestEachRefusalHasItsAnswerAndHoldsNothingOfTheClient(t *testing.T) {
	t.Parallel()
	s := open(t)
	mine, foreign := "/clients/"+s.client.String(), "/clients/"+db.NewID().String()
	signed := submission("name", "Spruce")
	for _, c := range []struct {
		name, who string
		answer    func(who string) *httptest.ResponseRecorder
		status    int
	}{
		{"a role without the permission", "grace", func(w string) *httptest.ResponseRecorder { return s.get(w, mine+"/chart") }, 403},
		{"a role without the permission posts", "ruth", func(w string) *httptest.ResponseRecorder { return s.post(w, mine+"/room", submission()) }, 403},
		{"a client that is not theirs", "jonah", func(w string) *httptest.ResponseRecorder { return s.get(w, foreign+"/chart") }, 404},
		{"a client that is no id", "jonah", func(w string) *httptest.ResponseRecorder { return s.get(w, "/clients/quartz/chart") }, 404},
		{"no such page", "jonah", func(w string) *httptest.ResponseRecorder { return s.get(w, mine+"/nowhere") }, 404},
		{"no such method", "jonah", func(w string) *httptest.ResponseRecorder { return s.post(w, mine+"/chart", submission()) }, 404},
		{"no such page, nobody", "", func(w string) *httptest.ResponseRecorder { return s.get(w, "/nowhere") }, 404},
		{"no submission", "jonah", func(w string) *httptest.ResponseRecorder { return s.send(w, mine+"/room", "name=Spruce") }, 400},
		{"a submission of zeros", "jonah", func(w string) *httptest.ResponseRecorder {
			return s.send(w, mine+"/room", "name=Spruce&submission=00000000-0000-0000-0000-000000000000")
		}, 400},
		{"NUL in a field", "jonah", func(w string) *httptest.ResponseRecorder {
			return s.post(w, mine+"/room", submission("name", "Spr\x00uce"))
		}, 400},
		{"NUL in a name", "jonah", func(w string) *httptest.ResponseRecorder {
			return s.post(w, mine+"/room", submission("na\x00me", "Spruce"))
		}, 400},
		{"no UTF-8 in a field", "jonah", func(w string) *httptest.ResponseRecorder {
			return s.post(w, mine+"/room", submission("name", "Spr\xffuce"))
		}, 400},
		{"half an escape", "jonah", func(w string) *httptest.ResponseRecorder { return s.send(w, mine+"/room", signed.Encode()+"&note=%zz") }, 400},
		{"NUL in the query", "jonah", func(w string) *httptest.ResponseRecorder { return s.get(w, "/search?q=%00") }, 400},
		{"no UTF-8 in the path", "jonah", func(w string) *httptest.ResponseRecorder { return s.get(w, mine+"/%ff/chart") }, 404},
		{"no UTF-8 in the query", "jonah", func(w string) *httptest.ResponseRecorder { return s.get(w, "/search?q=%ff") }, 400},
		{"a bracket that never closes", "jonah", func(w string) *httptest.ResponseRecorder {
			return s.post(w, mine+"/room", submission("answers[E01", "x"))
		}, 400},
		{"a bracket that never opened", "jonah", func(w string) *httptest.ResponseRecorder {
			return s.post(w, mine+"/room", submission("answers]", "x"))
		}, 400},
		{"ten billion lines", "jonah", func(w string) *httptest.ResponseRecorder {
			return s.post(w, mine+"/room", submission("name", "x", "lines[9999999999].dose", "1"))
		}, 422},
		{"our fault", "jonah", func(w string) *httptest.ResponseRecorder { return s.get(w, "/broken") }, 500},
		{"our fault in the middle of a page", "jonah", func(w string) *httptest.ResponseRecorder { return s.get(w, "/half") }, 500},
		{"too many", "jonah", func(w string) *httptest.ResponseRecorder { return s.get(w, "/busy") }, 429},
	} {
		w := c.answer(c.who)
		s.answered(c.name, w, c.status)
		if w.Code != 422 && strings.Contains(w.Body.String(), "Quartz") { // a 422 is the person's own page
			t.Errorf("%s: the refusal names the client", c.name)
		}
		if w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s: the refusal may be kept by a browser", c.name)
		}
	}
}

func TestForeignAndMissingAreOneAnswer(t *testing.T) {
	t.Parallel()
	s := open(t)
	foreign := s.get("jonah", "/clients/"+db.NewID().String()+"/chart").Body.String()
	unwritten := s.get("jonah", "/clients/nobody/chart").Body.String()
	nowhere := s.get("jonah", "/nowhere").Body.String()
	if foreign != unwritten || foreign != nowhere {
		t.Errorf("answers differ:\n%s\n%s\n%s", foreign, unwritten, nowhere)
	}
}

func TestAnApologyHasAReferenceAndTheLogTheCause(t *testing.T) {
	t.Parallel()
	s := open(t)
	body := s.get("jonah", "/broken").Body.String()
	_, reference, found := strings.Cut(body, "this reference: ")
	if !found || strings.Contains(body, "disk") {
		t.Fatalf("got %s", body)
	}
	if log := s.log.String(); !strings.Contains(log, "the disk is gone") || !strings.Contains(log, reference[:12]) {
		t.Errorf("log: got %s want the cause and reference %s", log, reference[:12])
	}
	if w := s.get("jonah", "/busy"); w.Header().Get("Retry-After") == "" {
		t.Error("too many: no Retry-After")
	}
}

func TestWhoIsNotSignedInIsLedToTheDoorAndBack(t *testing.T) {
	t.Parallel()
	s := open(t)
	w := s.get("", "/search?day=2026-11-24")
	if to := w.Header().Get("Location"); w.Code != 303 || to != "/sign-in?next=%2Fsearch%3Fday%3D2026-11-24" {
		t.Errorf("page: got %d %q", w.Code, to)
	}
	w = s.post("", "/room", submission("name", "Spruce"))
	if to := w.Header().Get("Location"); w.Code != 303 || to != "/sign-in" {
		t.Errorf("form: got %d %q", w.Code, to)
	}
	fragment := httptest.NewRequest(http.MethodGet, "/search", nil)
	fragment.Header.Set("HX-Request", "true")
	if w := s.ask("", fragment); w.Code != 401 || w.Body.Len() != 0 {
		t.Errorf("fragment: got %d %s", w.Code, w.Body)
	}
}

func TestAViewIsAnEventAndABackgroundOneOnlyOnceInFifteenMinutes(t *testing.T) {
	t.Parallel()
	s := open(t)
	events := func(action string) int {
		return s.count(`select count(*) from audit_event where action = $1 and client = $2`, action, s.client)
	}
	at := "/clients/" + s.client.String()
	for range 2 {
		s.answered("chart", s.get("jonah", at+"/chart"), 200)
		s.answered("stream", s.get("jonah", at+"/stream"), 200)
		s.answered("refused form", s.post("jonah", at+"/room", submission()), 422, canary)
	}
	for action, want := range map[string]int{"chart.viewed": 2, "stream.viewed": 1, "form.shown": 1} {
		if got := events(action); got != want {
			t.Errorf("%s: got %d want %d", action, got, want)
		}
	}
	if got := *s.acts; !got[0] || got[1] {
		t.Errorf("human acts of page and stream: got %v", got[:2])
	}
}

// What was read is not sent when the view cannot be put on record.
func TestAPageThatCannotBeRecordedIsNotShown(t *testing.T) {
	t.Parallel()
	s := open(t)
	at := "/clients/" + s.client.String() + "/chart"
	s.answered("recorded", s.get("jonah", at), 200, canary)
	_, err := s.Owner.Exec(t.Context(), `
		create function broken() returns trigger language plpgsql as $$ begin raise exception 'disk full'; end $$;
		create trigger broken before insert on audit_event for each row execute function broken()`)
	if err != nil {
		t.Fatal(err)
	}
	if w := s.get("jonah", at); w.Code != 500 || strings.Contains(w.Body.String(), canary) {
		t.Errorf("got %d %s", w.Code, w.Body)
	}
}

func TestSixtyRefusalsInAMinuteEndTheSignIn(t *testing.T) {
	t.Parallel()
	s := open(t)
	for range 59 {
		s.get("grace", "/clients/"+s.client.String()+"/chart")
	}
	if *s.ended != 0 {
		t.Fatalf("ended after 59")
	}
	s.get("grace", "/clients/"+db.NewID().String()+"/room")
	if *s.ended != 1 {
		t.Errorf("after 60: ended %d times", *s.ended)
	}
	if n := s.count(`select count(*) from refusal`); n != 2 {
		t.Errorf("rows: got %d want one for each route", n)
	}
}
