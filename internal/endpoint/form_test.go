package endpoint_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"kap/internal/db"
)

func TestARefusedFormKeepsWhatWasTypedAndSpeaksAtTheField(t *testing.T) {
	t.Parallel()
	s := open(t)
	w := s.post("ruth", "/room", submission("name", "Spruce & Fir", "systolic", "a hundred"))
	s.answered("number", w, 422, `value="Spruce &amp; Fir"`, `value="a hundred"`, `id="systolic-error"`, "Type a whole number here")
	w = s.post("ruth", "/room", submission("systolic", "a hundred"))
	s.answered("number and rule", w, 422, `id="systolic-error"`, `id="name-error"`, "Two answers need a change")
	w = s.post("ruth", "/room", submission("systolic", "120"))
	s.answered("rule", w, 422, `id="name-error"`, "Name the room.", `value="120"`)
	s.post("ruth", "/room", submission("name", "Spruce"))
	w = s.post("ruth", "/room", submission("name", "Spruce", "systolic", "120"))
	s.answered("conflict", w, 409, "There is a room of that name.", `value="Spruce"`, `value="120"`)
}

func TestARefusedFormCanBeSentAgainUnderItsId(t *testing.T) {
	t.Parallel()
	s := open(t)
	form := submission("systolic", "x")
	s.answered("first", s.post("ruth", "/room", form), 422, form.Get("submission"))
	form.Set("systolic", "120")
	form.Set("name", "Spruce")
	s.answered("second", s.post("ruth", "/room", form), 303)
}

func TestFieldsThatTheFormDoesNotNameHaveNoEffect(t *testing.T) {
	t.Parallel()
	s := open(t)
	form := submission("name", "Spruce", "Author", "me", "author", "me", "clinic_id", db.NewID().String(),
		"id", db.NewID().String(), "created_at", "2020-01-01", "dosing", "true", "capacity", "99",
		"signed_at", "2020-01-01", "entered_in_error_at", "2020-01-01", "client_id", "x", "Line.Dose", "4", "Dose", "4")
	s.answered("post", s.post("ruth", "/room", form), 303)
	if s.read.Author != "" || s.read.Dose != 0 {
		t.Errorf("reached: %+v", *s.read)
	}
	if n := s.count(`select count(*) from room where name = 'Spruce' and not dosing and capacity = 2`); n != 1 {
		t.Errorf("rooms as meant: got %d want 1", n)
	}
}

func TestAPageOpenedBySomebodyElseStoresNothingAndKeepsTheText(t *testing.T) {
	t.Parallel()
	s := open(t)
	form := submission("name", "Spruce", "made_for", s.clinic.Staff["jonah"].Staff.String())
	w := s.post("ruth", "/room", form)
	s.answered("somebody else's", w, 409, "opened by somebody else; you are signed in as R. Adler", `value="Spruce"`,
		`value="`+s.clinic.Staff["ruth"].Staff.String()+`"`)
	if n := s.count(`select count(*) from room where name = 'Spruce'`) + s.count(`select count(*) from submission`); n != 0 {
		t.Errorf("stored: got %d want 0", n)
	}
	form.Set("made_for", s.clinic.Staff["ruth"].Staff.String())
	s.answered("as their own", s.post("ruth", "/room", form), 303)
}

func TestBackAndASecondSubmitMeetWhatWasSaved(t *testing.T) {
	t.Parallel()
	s := open(t)
	given := s.get("ruth", "/rooms/new?kind=talk")
	at := given.Header().Get("Location")
	path, query, _ := strings.Cut(at, "?")
	if given.Code != 303 || query != "kind=talk" {
		t.Fatalf("hand out: got %d %q", given.Code, at)
	}
	s.answered("form", s.get("ruth", at), 200, "<form")
	form := url.Values{"name": {"Spruce"}}
	first := s.post("ruth", path, form)
	s.answered("saved", first, 303)
	s.answered("back", s.get("ruth", at), 200, "Saved at 12:00 pm", first.Header().Get("Location"))
	again := s.post("ruth", path, form)
	if again.Code != 303 || again.Header().Get("Location") != first.Header().Get("Location") {
		t.Errorf("again: got %d %q", again.Code, again.Header().Get("Location"))
	}
	s.answered("other answers", s.post("ruth", path, url.Values{"name": {"Fir"}}), 409, "saved already with other answers", `value="Fir"`)
	s.answered("another person", s.post("grace", path, form), 409)
	if n := s.count(`select count(*) from room where name in ('Spruce', 'Fir')`); n != 1 {
		t.Errorf("rooms: got %d want 1", n)
	}
}

func TestFiftyClicksAtOnceStoreOneThing(t *testing.T) {
	t.Parallel()
	s := open(t)
	path := s.get("ruth", "/rooms/new").Header().Get("Location")
	answers := make([]*httptest.ResponseRecorder, 50)
	var group sync.WaitGroup
	for i := range answers {
		group.Go(func() {
			r := httptest.NewRequest(http.MethodPost, path, strings.NewReader("name=Spruce"))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set("Who", "ruth")
			answers[i] = httptest.NewRecorder()
			s.router.ServeHTTP(answers[i], r)
		})
	}
	group.Wait()
	for _, w := range answers {
		if w.Code != 303 || w.Header().Get("Location") != answers[0].Header().Get("Location") {
			t.Errorf("got %d %q", w.Code, w.Header().Get("Location"))
		}
	}
	if n := s.count(`select count(*) from room where name = 'Spruce'`) * s.count(`select count(*) from audit_event where action = 'room.added'`); n != 1 {
		t.Errorf("rooms times events: got %d want 1", n)
	}
}

func TestWhatIsTooBigIsAnsweredWithinASecond(t *testing.T) {
	t.Parallel()
	s := open(t)
	began := time.Now()
	s.answered("two megabytes", s.post("ruth", "/room", submission("name", strings.Repeat("x", 2<<20))), 413, "1 MB")
	var many strings.Builder
	many.WriteString(submission("name", "Spruce").Encode())
	for range 3000 {
		many.WriteString("&a[" + db.NewID().String()[19:] + "]=1")
	}
	s.answered("3000 fields", s.send("ruth", "/room", many.String()), 400)
	if took := time.Since(began); took > time.Second {
		t.Errorf("took %s", took)
	}
}

func TestWhileTheDatabaseIsAwayAFormKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	s := open(t)
	reach := func(limit int) {
		t.Helper()
		_, err := s.Owner.Exec(t.Context(), fmt.Sprintf(`do $$ begin
			execute format('alter database %%I connection limit %d', current_database());
			perform pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'kap_app';
		end $$`, limit))
		if err != nil {
			t.Fatal(err)
		}
	}
	form := submission("name", "Spruce & Fir")
	reach(0)
	for range 2 { // with the connection that was ended, and with a new one
		s.answered("a form", s.post("ruth", "/room", form), 503, `value="Spruce &amp; Fir"`, "Send what I typed")
	}
	s.answered("a page", s.get("ruth", "/rooms/new/"+form.Get("submission")), 503, "Not reachable for a moment")
	form.Set("password", "four unrelated words")
	if w := s.post("ruth", "/room", form); w.Code != 503 || strings.Contains(w.Body.String(), "unrelated") {
		t.Errorf("with a password: got %d\n%s", w.Code, w.Body)
	}
	form.Del("password")
	reach(-1)
	s.answered("sent again", s.post("ruth", "/room", form), 303)
}

func TestWhatAnswersAPostNamesThePageOfItsForm(t *testing.T) {
	t.Parallel()
	s := open(t)
	const at = `<meta name="form-at" content="/room">`
	s.answered("refused", s.post("ruth", "/room", submission("systolic", "120")), 422, at)
	const none = `<meta name="form-at" content="/">`
	s.answered("unreadable", s.post("ruth", "/room", url.Values{}), 400, none)
	form := "/rooms/new/" + db.NewID().String()
	s.answered("a creation", s.post("ruth", form, submission()), 422, `<meta name="form-at" content="`+form+`">`)
	if page := s.get("ruth", "/room").Body.String(); strings.Contains(page, "form-at") {
		t.Error("a page that answers no post names one")
	}
}
