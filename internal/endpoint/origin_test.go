package endpoint_test

import (
	"net/http/httptest"
	"net/url"
	"testing"

	"kap/internal/endpoint"
	"kap/web/ui"
)

func TestCancelLeadsBackToWhereOneCameFrom(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, method, referer, posted, want string }{
		{"from a page of ours", "GET", "http://clinic.test/clients/7?q=a", "", "/clients/7?q=a"},
		{"from nowhere", "GET", "", "", "/rooms"},
		{"from another site", "GET", "https://elsewhere.test/clients", "", "/rooms"},
		{"from the form itself", "GET", "http://clinic.test/rooms/new", "", "/rooms"},
		{"after a refusal", "POST", "http://clinic.test/rooms/new", "/clients", "/clients"},
		{"posted: another site", "POST", "", "//elsewhere.test", "/rooms"},
		{"posted: another site, for a browser", "POST", "", `/\elsewhere.test`, "/rooms"},
		{"posted: a script", "POST", "", "javascript:alert(1)", "/rooms"},
	} {
		r := httptest.NewRequest(c.method, "http://clinic.test/rooms/new", nil)
		r.Header.Set("Referer", c.referer)
		f := endpoint.CameFrom(r, ui.Form{Values: url.Values{"came_from": {c.posted}}}, "/rooms")
		if got := f.Value("came_from"); got != c.want {
			t.Errorf("%s: got %q want %q", c.name, got, c.want)
		}
	}
}
