package app_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"kap/internal/app"
	"kap/internal/config"
	"kap/internal/db"
	"kap/internal/dbtest"
)

// openOnWire is the server over a wire that can lose answers, and the front desk signed in.
func openOnWire(t *testing.T) (*person, *dbtest.Wire) {
	t.Helper()
	s := open(t, config.Config{})
	wire := s.Wire(t)
	s.app = app.New(app.Options{DB: wire.DB, Key: make([]byte, 32), ShowDemo: true, Log: slog.New(slog.NewJSONHandler(s.log, nil))})
	s.handler = s.app.Handler()
	return s.as("grace"), wire
}

func (p *person) newClient() (at string, form url.Values) {
	at = p.get("/clients/new").Header().Get("Location")
	return at, url.Values{
		"submission": {at[strings.LastIndex(at, "/")+1:]},
		"legal_name": {"Zebulon Quartzwhisker"}, "born_month": {"3"}, "born_day": {"14"}, "born_year": {"1984"}, "phone": {"(303) 555-0199"},
		"therapist_id": {p.clinic.Staff["jonah"].Staff.String()}, "prescriber_id": {p.clinic.Staff["miriam"].Staff.String()},
	}
}

func (p *person) clients() (n int) {
	p.t.Helper()
	if err := p.Owner.QueryRow(context.Background(), `select count(*) from client`).Scan(&n); err != nil {
		p.t.Fatal(err)
	}
	return n
}

// TestACommitWhoseAnswerIsLostIsLookedUpAndShown: Postgres has stored the client and the
// connection ends before the program hears of it.
func TestACommitWhoseAnswerIsLostIsLookedUpAndShown(t *testing.T) {
	t.Parallel()
	grace, wire := openOnWire(t)
	at, form := grace.newClient()
	wire.Lose(1)
	w := grace.post(at, form)
	if w.Code != http.StatusSeeOther || !strings.HasPrefix(w.Header().Get("Location"), "/clients/") || grace.clients() != 1 {
		t.Fatalf("one answer lost: got %d %q and %d clients\n%s", w.Code, w.Header().Get("Location"), grace.clients(), w.Body)
	}
	if again := grace.post(at, form); again.Code != 303 || again.Header().Get("Location") != w.Header().Get("Location") || grace.clients() != 1 {
		t.Errorf("sent again: got %d %q and %d clients", again.Code, again.Header().Get("Location"), grace.clients())
	}
}

// TestAnAnswerLostAgainIsSaidAsItIs: where the look-up is lost as well, nobody says that
// nothing was saved.
func TestAnAnswerLostAgainIsSaidAsItIs(t *testing.T) {
	t.Parallel()
	grace, wire := openOnWire(t)
	at, form := grace.newClient()
	wire.Lose(3) // the write, the same sent again, the look-up
	w := grace.post(at, form)
	for _, words := range []string{"may have been saved", "Send what I typed", "Zebulon"} {
		if !strings.Contains(w.Body.String(), words) {
			t.Errorf("%q is not said:\n%s", words, w.Body)
		}
	}
	if w.Code != 503 || w.Header().Get("Retry-After") == "" || strings.Contains(w.Body.String(), "nothing was saved") || grace.clients() != 1 {
		t.Errorf("got %d and %d clients", w.Code, grace.clients())
	}
	wire.Lose(0)
	if w := grace.post(at, form); w.Code != 303 || grace.clients() != 1 {
		t.Errorf("sent again: got %d and %d clients", w.Code, grace.clients())
	}
}

// TestEveryAnswerHasItsNumber asks the listening server: our fault is 500, the database away
// 503 with a time to come again, too many tries 429, HEAD the GET without its body, and
// whoever hangs up is nobody's error.
func TestEveryAnswerHasItsNumber(t *testing.T) {
	t.Parallel()
	s := open(t, config.Config{})
	jonah := s.as("jonah")
	server := httptest.NewServer(s.handler)
	defer server.Close()
	ask := func(method, path, body string, with *person) (*http.Response, string) {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), method, server.URL+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if with != nil {
			r.AddCookie(with.cookie)
		}
		answer, err := http.DefaultTransport.RoundTrip(r)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		var text bytes.Buffer
		if _, err := text.ReadFrom(answer.Body); err != nil {
			t.Fatal(err)
		}
		return answer, text.String()
	}
	get, _ := ask("GET", "/clients", "", jonah)
	head, body := ask("HEAD", "/clients", "", jonah)
	if get.StatusCode != 200 || head.StatusCode != 200 || body != "" || head.Header.Get("Content-Type") != get.Header.Get("Content-Type") {
		t.Errorf("HEAD: got %d %q, GET %d", head.StatusCode, head.Header.Get("Content-Type"), get.StatusCode)
	}
	if door, _ := ask("HEAD", "/clients", "", nil); door.StatusCode != 303 || door.Header.Get("Location") != "/sign-in?next=%2Fclients" {
		t.Errorf("HEAD of nobody: got %d %q", door.StatusCode, door.Header.Get("Location"))
	}
	var viewed int
	if err := s.Owner.QueryRow(t.Context(), `select count(*) from audit_event where action = 'clients.listed'`).Scan(&viewed); err != nil || viewed != 2 {
		t.Errorf("GET and HEAD left %d events of a view (%v)", viewed, err)
	}
	for n := range 6 {
		said, text := ask("POST", "/sign-in", url.Values{"submission": {db.NewID().String()}, "email": {"ruth@larkspur.example"}, "password": {"wrong"}}.Encode(), nil)
		if want := map[bool]int{true: 429, false: 422}[n == 5]; said.StatusCode != want || (said.Header.Get("Retry-After") != "") != (n == 5) || strings.Contains(text, "value=\"wrong\"") {
			t.Errorf("wrong try %d: got %d, come again in %q", n+1, said.StatusCode, said.Header.Get("Retry-After"))
		}
	}
	s.run(`alter table client rename to client_gone`)
	if broken, text := ask("GET", "/clients", "", jonah); broken.StatusCode != 500 || !strings.Contains(text, "this reference: ") {
		t.Errorf("our fault: got %d", broken.StatusCode)
	}
	s.run(`alter table client_gone rename to client`)
	s.connections(0)
	defer s.connections(-1)
	away, _ := ask("GET", "/clients", "", jonah)
	if away.StatusCode != 503 || away.Header.Get("Retry-After") == "" {
		t.Errorf("database away: got %d\n%s", away.StatusCode, s.log)
	}
}

// connections lets the app have so many of them (-1: any), and ends those it has.
func (s desk) connections(limit int) {
	s.run(fmt.Sprintf(`do $$ begin
		execute format('alter database %%I connection limit %d', current_database());
		perform pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'kap_app';
	end $$`, limit))
}

// TestWhoHangsUpIsNoError: the page waits for a lock that another holds, and the browser
// goes away meanwhile.
func TestWhoHangsUpIsNoError(t *testing.T) {
	t.Parallel()
	s := open(t, config.Config{})
	jonah := s.as("jonah")
	held, err := s.Owner.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer held.Rollback(context.Background())
	if _, err := held.Exec(t.Context(), `lock table client in access exclusive mode`); err != nil {
		t.Fatal(err)
	}
	ctx, hangUp := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		jonah.ask(httptest.NewRequest(http.MethodGet, "/clients", nil).WithContext(ctx))
	}()
	for waiting := false; !waiting; {
		if err := s.Owner.QueryRow(t.Context(), `select exists (select from pg_locks where not granted and relation = 'client'::regclass)`).Scan(&waiting); err != nil {
			t.Fatal(err)
		}
	}
	hangUp()
	<-done
	if log := s.log.String(); regexp.MustCompile(`"level":"(ERROR|WARN)"`).MatchString(log) || !strings.Contains(log, `"status":499`) {
		t.Errorf("the log of somebody who hung up:\n%s", log)
	}
}
