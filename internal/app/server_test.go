package app_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"kap/internal/app"
	"kap/internal/config"
	"kap/internal/dbtest"
	"kap/web"
)

func production(t *testing.T) config.Config {
	t.Helper()
	c, err := config.From(map[string]string{
		"KAP_ENV": "production", "KAP_PUBLIC_URL": "https://kap.example.org", "KAP_DATABASE_URL": "postgres://kap_app@db/kap",
		"KAP_KEY_FILE": "/etc/kap/key", "KAP_DATA": "/var/lib/kap",
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestHeadersAreOnEverything(t *testing.T) {
	t.Parallel()
	s := open(t, production(t))
	nobody := &person{desk: s}
	foreign := httptest.NewRequest(http.MethodPost, "https://kap.example.org/sign-in", nil)
	foreign.Header.Set("Sec-Fetch-Site", "cross-site")
	for name, w := range map[string]*httptest.ResponseRecorder{
		"door": nobody.get("https://kap.example.org/sign-in"), "home": nobody.get("https://kap.example.org/"),
		"nowhere": nobody.get("https://kap.example.org/nowhere"), "another host": nobody.get("https://elsewhere.example.org/"),
		"asset":        nobody.get("https://kap.example.org" + web.AssetBase() + "/css/kap.css"),
		"no asset":     nobody.get("https://kap.example.org" + web.AssetBase() + "/css/none.css"),
		"folder":       nobody.get("https://kap.example.org" + web.AssetBase() + "/css/"),
		"foreign form": nobody.ask(foreign),
		"no form":      nobody.ask(httptest.NewRequest(http.MethodPost, "https://kap.example.org/sign-in", nil)),
	} {
		for header, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
			"Cross-Origin-Opener-Policy": "same-origin", "Strict-Transport-Security": "max-age=63072000",
		} {
			if got := w.Header().Get(header); !strings.HasPrefix(got, want) {
				t.Errorf("%s: %s: got %q want %q", name, header, got, want)
			}
		}
		if csp := w.Header().Get("Content-Security-Policy"); strings.Contains(csp, "unsafe") || !strings.Contains(csp, "frame-ancestors 'none'") {
			t.Errorf("%s: policy %q", name, csp)
		}
	}
	if w := nobody.get("https://elsewhere.example.org/sign-in"); w.Code != http.StatusMisdirectedRequest {
		t.Errorf("another host: got %d", w.Code)
	}
	if w := nobody.get("https://kap.example.org" + web.AssetBase() + "/css/"); w.Code != 404 {
		t.Errorf("a folder of assets: got %d", w.Code)
	}
	if w := nobody.get("https://kap.example.org" + web.AssetBase() + "/css/kap.css"); w.Code != 200 || w.Body.String() != string(web.Sheet()) ||
		w.Header().Get("Content-Type") != "text/css; charset=utf-8" {
		t.Errorf("the sheet is not sent whole: %d, %d bytes of %s", w.Code, w.Body.Len(), w.Header().Get("Content-Type"))
	}
}

func TestAFormOfAnotherSiteIsRefused(t *testing.T) {
	t.Parallel()
	s := open(t, config.Config{})
	ruth := s.as("ruth")
	for _, c := range []struct {
		header, value string
		status        int
	}{
		{"Sec-Fetch-Site", "cross-site", 403}, {"Sec-Fetch-Site", "same-site", 403},
		{"Sec-Fetch-Site", "same-origin", 303}, {"Sec-Fetch-Site", "none", 303},
		{"Origin", "https://evil.example", 403}, {"Origin", "null", 403}, {"Origin", "http://example.com", 303},
	} {
		form := url.Values{"submission": {"01a20e02-b8cc-7829-ba44-ee02e832f313"}, "person": {s.clinic.Staff["jonah"].Staff.String()}}
		r := httptest.NewRequest(http.MethodPost, "http://example.com/sign-in/demo", strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set(c.header, c.value)
		if w := ruth.ask(r); w.Code != c.status {
			t.Errorf("%s: %s: got %d want %d", c.header, c.value, w.Code, c.status)
		}
	}
}

func TestTheCookieOfASignIn(t *testing.T) {
	t.Parallel()
	c := config.Config{PublicURL: "https://localhost:8080"}
	s := open(t, c)
	cookie := s.as("jonah").cookie
	if cookie.Name != "__Host-kap" || !cookie.Secure || !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode ||
		cookie.Path != "/" || cookie.Domain != "" || cookie.MaxAge != 0 || !cookie.Expires.IsZero() {
		t.Errorf("got %+v", cookie)
	}
	var kept int
	err := s.Owner.QueryRow(t.Context(), `
		select count(*)
		from sign_in i
		where i::text like '%' || $1 || '%' or encode(token_hash, 'escape') like '%' || $1 || '%' or encode(data, 'escape') like '%' || $1 || '%'`,
		cookie.Value).Scan(&kept)
	if err != nil || kept != 0 {
		t.Errorf("rows with the cookie's value: %d, %v", kept, err)
	}
	s2 := open(t, config.Config{})
	if plain := s2.as("jonah").cookie; plain.Name != "kap" || plain.Secure {
		t.Errorf("plain http: got %+v", plain)
	}
}

func TestSignOutAndSignInEndWhatWasOpen(t *testing.T) {
	t.Parallel()
	s := open(t, config.Config{})
	jonah := s.as("jonah")
	old := *jonah
	w := jonah.post("/sign-in/demo", url.Values{"person": {s.clinic.Staff["ruth"].Staff.String()}})
	if w.Code != 303 || len(w.Result().Cookies()) != 1 {
		t.Fatalf("sign in over a sign-in: got %d %s", w.Code, w.Body)
	}
	if w.Result().Cookies()[0].Value == old.cookie.Value {
		t.Error("the new sign-in has the old token")
	}
	if w := old.get("/clients"); w.Code != 303 {
		t.Errorf("the old sign-in after the new: got %d", w.Code)
	}
	ruth := &person{desk: s, cookie: w.Result().Cookies()[0]}
	if w := ruth.get("/staff"); w.Code != 200 {
		t.Errorf("the new sign-in: got %d", w.Code)
	}
	if w := ruth.post("/sign-out", nil); w.Code != 303 || w.Header().Get("Clear-Site-Data") == "" {
		t.Errorf("sign-out: got %d", w.Code)
	}
	if w := ruth.get("/staff"); w.Code != 303 {
		t.Errorf("after sign-out: got %d", w.Code)
	}
}

func TestSixtyRefusalsEndTheSignIn(t *testing.T) {
	t.Parallel()
	s := open(t, config.Config{})
	jonah := s.as("jonah")
	for n := range 60 {
		if w := jonah.get("/staff"); w.Code != 403 {
			t.Fatalf("refusal %d: got %d", n+1, w.Code)
		}
	}
	if w := jonah.get("/clients"); w.Code != 303 {
		t.Errorf("after sixty: got %d", w.Code)
	}
}

func TestNextLeadsNowhereElse(t *testing.T) {
	t.Parallel()
	s := open(t, config.Config{})
	nobody := &person{desk: s}
	for next, want := range map[string]string{
		"/clients?q=a%20b": "/clients?q=a%20b", "/staff#x": "/staff#x", "": "/", "clients": "/",
		"https://evil.example": "/", "//evil.example": "/", "/\\evil.example": "/", "\\\\evil.example": "/", "///evil.example": "/",
		"https:/evil.example": "/", "javascript:alert(1)": "/", "/\t/evil.example": "/", "/%0d%0aSet-Cookie:x": "/%0d%0aSet-Cookie:x",
		"/\r\nSet-Cookie: x=1": "/", "http:evil.example": "/", "/..//evil.example": "/evil.example", "@evil.example": "/",
		"/.//evil.example": "/evil.example", "//evil.example/%2f..": "/",
	} {
		w := nobody.post("/sign-in/demo", url.Values{"person": {s.clinic.Staff["ruth"].Staff.String()}, "next": {next}})
		if got := w.Header().Get("Location"); w.Code != 303 || got != want {
			t.Errorf("%q: got %d %q want %q", next, w.Code, got, want)
		}
	}
}

func TestNobodyIsSignedInAsWhoIsNotShown(t *testing.T) {
	t.Parallel()
	s := open(t, config.Config{})
	nobody := &person{desk: s}
	for _, who := range []string{"", "x", "01a20e02-b8cc-7829-ba44-ee02e832f313"} {
		if w := nobody.post("/sign-in/demo", url.Values{"person": {who}}); w.Code != 422 {
			t.Errorf("%q: got %d", who, w.Code)
		}
	}
	if err := app.DemoAlone(t.Context(), s.DB.DB); err != nil {
		t.Errorf("the demo clinic alone: %v", err)
	}
	s.DB.Clinic(t) // a real clinic comes to stand beside it
	if err := app.DemoAlone(t.Context(), s.DB.DB); err == nil {
		t.Error("the server starts with the demo people beside a real clinic")
	}
	if w := nobody.post("/sign-in/demo", url.Values{"person": {s.clinic.Staff["ruth"].Staff.String()}}); w.Code != 422 {
		t.Errorf("beside a real clinic: got %d", w.Code)
	}
}

func TestASourceBehindTheProxyIsTheOneItNoted(t *testing.T) {
	t.Parallel()
	s := open(t, production(t))
	nobody := &person{desk: s}
	wrong := func(peer, forwarded string) {
		r := httptest.NewRequest(http.MethodPost, "https://kap.example.org/sign-in",
			strings.NewReader("submission=01a20e02-b8cc-7829-ba44-ee02e832f313&email=x@example.org&password=wrong"))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.RemoteAddr = peer
		if forwarded != "" {
			r.Header.Set("X-Forwarded-For", forwarded)
		}
		nobody.ask(r)
	}
	wrong("127.0.0.1:5000", "198.51.100.7")
	wrong("10.0.0.2:5000", "203.0.113.9, 198.51.100.8")
	wrong("192.0.2.1:5000", "198.51.100.9") // no machine nearby: its word is not taken
	wrong("127.0.0.1:5000", "nonsense")
	var sources string
	err := s.Owner.QueryRow(t.Context(), `select string_agg(source, ' ' order by id) from sign_in_attempt`).Scan(&sources)
	if want := "198.51.100.7 198.51.100.8 192.0.2.1 127.0.0.1"; err != nil || sources != want {
		t.Errorf("got %q want %q (%v)", sources, want, err)
	}
}

// TestRoundTrips holds the main pages to a number of trips to the database, and
// to the same number when there is twice as much to show.
func TestRoundTrips(t *testing.T) {
	t.Parallel()
	s := open(t, config.Config{})
	s.client = s.takeIn("Zebulon Quartzwhisker")
	jonah := s.as("jonah")
	trips := func(path string) int {
		before := s.Trips()
		if w := jonah.get(path); w.Code != 200 {
			t.Errorf("%s: got %d", path, w.Code)
		}
		return int(s.Trips() - before)
	}
	once := map[string]int{}
	for _, route := range s.app.Routes() {
		if want, counted := golden[key(route)]; counted {
			path := strings.Replace(route.Pattern, "/clients/{client}", s.client, 1)
			if once[path] = trips(path); once[path] != want {
				t.Errorf("%s: got %d trips want %d", route.Pattern, once[path], want)
			}
		}
	}
	s.takeIn("Zebulon Otherwise")
	s.Set(dbtest.Noon.Add(10 * time.Minute))
	for path, want := range once {
		if got := trips(path); got != want {
			t.Errorf("%s: got %d trips with two clients, %d with one", path, got, want)
		}
	}
}

// golden is the trips of a page: one of the sign-in, one for the reads together
// with what opens their transaction, one for the commit with the view's event; a
// client's page has one more for the identity bar; the chart reads twice.
var golden = map[string]int{
	"GET /": 3, "GET /clients": 3, "GET /clients/{client}": 5, "GET /clients/{client}/course": 4,
}
