package app_test

import (
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"

	"kap/internal/config"
)

// codeFor has Ruth make a set-up link for somebody and is its page.
func (s desk) codeFor(ruth *person, who string, typed url.Values) *httptest.ResponseRecorder {
	s.t.Helper()
	w := ruth.post("/staff/"+s.clinic.Staff[who].Staff.String()+"/set-up-links", typed)
	if w.Code != 303 {
		s.t.Fatalf("a link for %s: got %d %s", who, w.Code, w.Body)
	}
	return ruth.get(w.Header().Get("Location"))
}

var printedLink = regexp.MustCompile(`(http[^<>" ]*)/set-up#([A-Za-z0-9_-]{43})<`)

// codeOn is the code that a link's page shows, and the address it begins with.
func codeOn(t *testing.T, w *httptest.ResponseRecorder) (address, code string) {
	t.Helper()
	found := printedLink.FindStringSubmatch(html.UnescapeString(w.Body.String()))
	if found == nil {
		t.Fatalf("no link on the page: %d %s", w.Code, w.Body)
	}
	return found[1], found[2]
}

const passphrase = "plum violin gravel otter"

// setsUp is somebody who opens the link and types a password.
func (p *person) setsUp(code string) *httptest.ResponseRecorder {
	return p.post("/set-up", url.Values{"token": {code}, "password": {passphrase}, "again": {passphrase}})
}

// TestANewCodeForAColleagueIsToldToSomebodyElse: until somebody has set a password every code
// is an invitation; then another one lets its holder sign in as them, and a third person hears.
func TestANewCodeForAColleagueIsToldToSomebodyElse(t *testing.T) {
	t.Parallel()
	s := open(t, config.Config{})
	ruth := s.as("ruth")
	for _, c := range []struct{ who, name, told, untold string }{
		{"jonah", "Jonah Weiss", "miriam", "grace"}, {"miriam", "Miriam Halvorsen", "jonah", "miriam"},
	} {
		says := func(who string) bool { return strings.Contains(s.as(who).get("/").Body.String(), "Ask "+c.name) }
		var page *httptest.ResponseRecorder
		for range 2 {
			page = s.codeFor(ruth, c.who, url.Values{"email": {c.who + "@example.org"}})
		}
		if says(c.told) {
			t.Errorf("%s: an invitation is told", c.who)
		}
		_, code := codeOn(t, page)
		if w := (&person{desk: s}).setsUp(code); w.Code != 303 {
			t.Fatalf("set up: %d", w.Code)
		}
		s.codeFor(ruth, c.who, nil)
		if !says(c.told) || says(c.untold) {
			t.Errorf("%s: told to %s: %v, to %s: %v", c.who, c.told, says(c.told), c.untold, says(c.untold))
		}
	}
}

// A token is on its page and nowhere else: not in an address, a title, a log, a stored row.
func TestASetUpLinkIsOnItsPageAlone(t *testing.T) {
	t.Parallel()
	s := open(t, config.Config{})
	ruth := s.as("ruth")
	form := url.Values{"email": {"jonah@example.org"}, "submission": {uuid.NewString()}}
	at := "/staff/" + s.clinic.Staff["jonah"].Staff.String() + "/set-up-links"
	first, second := ruth.post(at, form), ruth.post(at, form)
	to := first.Header().Get("Location")
	if first.Code != 303 || second.Code != 303 || to != second.Header().Get("Location") {
		t.Fatalf("two clicks: %d %q, %d %q", first.Code, to, second.Code, second.Header().Get("Location"))
	}
	_, code := codeOn(t, ruth.get(to))
	if _, again := codeOn(t, ruth.get(to)); again != code {
		t.Error("the page shows another code when it is read again")
	}
	body := ruth.get(to).Body.String()
	title := body[strings.Index(body, "<title>"):strings.Index(body, "</title>")]
	for where, text := range map[string]string{"address": to, "title": title, "log": s.log.String()} {
		if strings.Contains(text, code) {
			t.Errorf("the %s holds the code", where)
		}
	}
	for _, table := range []string{"setup_link", "submission", "audit_event", "task"} {
		var n int
		if err := s.Owner.QueryRow(t.Context(), `select count(*) from `+table+` t where t::text like '%' || $1 || '%'`, code).Scan(&n); err != nil || n != 0 {
			t.Errorf("%s: %d rows hold the code, %v", table, n, err)
		}
	}
	if w := s.as("jonah").get(to); w.Code != 403 {
		t.Errorf("a therapist: got %d", w.Code)
	}
	if w := ruth.get("/staff/" + s.clinic.Staff["jonah"].Staff.String() + "/set-up-links/" + uuid.NewString()); w.Code != 404 {
		t.Errorf("a link that was not made: got %d", w.Code)
	}
}

// A link begins with the address people use, never with what a request says of itself where
// that is set.
func TestALinkBeginsWithThePublicAddress(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		config config.Config
		want   string
	}{
		{config.Config{PublicURL: "https://kap.example.org"}, "https://kap.example.org"},
		{config.Config{PublicURL: "http://localhost:8080", Addr: "localhost:8080"}, "http://example.com"}, // moved to another port
		{config.Config{PublicURL: "http://192.168.1.4:8080", Addr: ":8080"}, "http://192.168.1.4:8080"},
		{config.Config{}, "http://example.com"},
	} {
		s := open(t, c.config)
		if got, _ := codeOn(t, s.codeFor(s.as("ruth"), "jonah", url.Values{"email": {"jonah@example.org"}})); got != c.want {
			t.Errorf("%+v: got %s want %s", c.config, got, c.want)
		}
	}
}

// Whoever sets their password is signed in, and nobody else is any longer in that browser.
func TestSettingUpSignsIn(t *testing.T) {
	t.Parallel()
	s := open(t, config.Config{})
	ruth := s.as("ruth")
	_, code := codeOn(t, s.codeFor(ruth, "jonah", url.Values{"email": {"jonah@example.org"}}))
	theirs := s.as("grace") // signed in in the browser in which the link is opened
	before := *theirs
	if w := theirs.get("/set-up"); !strings.Contains(w.Body.String(), "signs you out of this browser") {
		t.Error("nobody says that somebody else is signed in")
	}
	w := theirs.setsUp(code)
	if w.Code != 303 || w.Header().Get("Location") != "/" || len(w.Result().Cookies()) != 1 {
		t.Fatalf("set up: got %d %q, %d cookies", w.Code, w.Header().Get("Location"), len(w.Result().Cookies()))
	}
	cookie := w.Result().Cookies()[0]
	if cookie.Value == before.cookie.Value {
		t.Error("the sign-in has the token of the one before")
	}
	jonah := &person{desk: s, cookie: cookie}
	if w := jonah.get("/"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "Jonah Weiss") {
		t.Errorf("his home: %d", w.Code)
	}
	if w := before.get("/"); w.Code != 303 {
		t.Errorf("the sign-in before: got %d, want it ended", w.Code)
	}
	var opened int
	if err := s.Owner.QueryRow(t.Context(), `select count(*) from audit_event where action = 'sign_in.opened' and actor = $1`,
		s.clinic.Staff["jonah"].Staff).Scan(&opened); err != nil || opened != 1 {
		t.Errorf("sign-ins on record: %d, %v", opened, err)
	}
}

// The page of a set-up link says whose it is before anything is typed, and of one that
// opens nothing where to go.
func TestASetUpPageSaysWhoseItIs(t *testing.T) {
	t.Parallel()
	s := open(t, config.Config{})
	ruth := s.as("ruth")
	_, code := codeOn(t, s.codeFor(ruth, "jonah", url.Values{"email": {"jonah@example.org"}}))
	_, foreign := codeOn(t, s.codeFor(ruth, "priya", url.Values{"email": {"priya@example.org"}}))
	anybody := &person{desk: s}
	holder := func(code string) string {
		w := anybody.post("/set-up/holder", url.Values{"token": {code}})
		if w.Code != 200 {
			t.Errorf("got %d", w.Code)
		}
		return html.UnescapeString(w.Body.String())
	}
	const dead, password = "This code opens nothing", "has a password already"
	for _, c := range []struct {
		name, code string
		says, not  []string
	}{
		{"no code", "", nil, []string{dead, "Jonah"}},
		{"the code", code, []string{"Jonah Weiss", "Larkspur", "jonah@example.org"}, []string{dead, password}},
		{"the whole link", "https://kap.example.org/set-up#" + code, []string{"Jonah Weiss"}, nil},
		{"another code", "x" + code, []string{dead, `href="/sign-in"`}, []string{"Jonah", "Larkspur"}},
	} {
		page := holder(c.code)
		for _, want := range c.says {
			if !strings.Contains(page, want) {
				t.Errorf("%s: %q is not said:\n%s", c.name, want, page)
			}
		}
		for _, not := range c.not {
			if strings.Contains(page, not) {
				t.Errorf("%s: %q is said:\n%s", c.name, not, page)
			}
		}
	}
	if w := anybody.post("/set-up", url.Values{"token": {code}, "password": {"short"}}); !strings.Contains(w.Body.String(), "Jonah Weiss") {
		t.Error("without script a refusal does not say whose code it is")
	}
	if w := anybody.setsUp(code); w.Code != 303 {
		t.Fatalf("set up: %d", w.Code)
	}
	if page := holder(code); !strings.Contains(page, dead) || strings.Contains(page, "Jonah") {
		t.Errorf("used:\n%s", page)
	}
	_, again := codeOn(t, s.codeFor(ruth, "jonah", nil))
	if page := holder(again); !strings.Contains(page, password) {
		t.Errorf("nobody says that there is a password:\n%s", page)
	}
	// as whoever has the machine joins somebody to the account of another clinic
	if _, err := s.Owner.Exec(t.Context(), `update setup_link set account_id = null where staff_id = $1`, s.clinic.Staff["priya"].Staff); err != nil {
		t.Fatal(err)
	}
	if page := holder(foreign); !strings.Contains(page, "another e-mail than there") {
		t.Errorf("an address of another clinic:\n%s", page)
	}
}

// What people choose as a password signs them in, whatever is in it.
func TestAnyPasswordSignsIn(t *testing.T) {
	t.Parallel()
	s := open(t, config.Config{})
	ruth := s.as("ruth")
	for i, c := range []struct{ name, password string }{
		{"blanks", "plum violin  gravel otter"},
		{"quotes", `plum "violin' gravel" otter`},
		{"signs of SQL, addresses and HTML", `plum\violin%20&gravel=<otter>+;--#`},
		{"signs beyond Latin", "plum 🎻 violín Κιβωτός otter"},
		{"longer than 72 bytes", strings.Repeat("plum violin gravel otter ", 4) + "!"},
	} {
		who := []string{"jonah", "miriam", "priya", "tomas", "grace"}[i]
		email := who + "@example.org"
		_, code := codeOn(t, s.codeFor(ruth, who, url.Values{"email": {email}}))
		if w := (&person{desk: s}).post("/set-up", url.Values{"token": {code}, "password": {c.password}, "again": {c.password}}); w.Code != 303 {
			t.Errorf("%s: set up: %d %s", c.name, w.Code, w.Body)
			continue
		}
		signIn := func(password string) int {
			return (&person{desk: s}).post("/sign-in", url.Values{"email": {email}, "password": {password}}).Code
		}
		if got := signIn(c.password); got != 303 {
			t.Errorf("%s: sign-in: got %d", c.name, got)
		}
		if got := signIn(c.password[:len(c.password)-1] + "?"); got != 422 {
			t.Errorf("%s: all but the last sign: got %d", c.name, got)
		}
	}
}
