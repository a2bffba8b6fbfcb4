package endpoint

import (
	"net/http"
	"net/url"
	"strings"

	"kap/web/ui"
)

// CameFrom is the form with the page it was opened from, under "came_from", for its
// Cancel to lead back there; fallback where the browser names none of ours. It is
// posted with the form, so that a refusal keeps it.
func CameFrom(r *http.Request, f ui.Form, fallback string) ui.Form {
	from := f.Value("came_from")
	if r.Method == http.MethodGet {
		from = referred(r)
	}
	if !ours(from) {
		from = fallback
	}
	values := url.Values{}
	for name, all := range f.Values {
		values[name] = all
	}
	values.Set("came_from", from)
	f.Values = values
	return f
}

// referred is the page that a link to this one stood on; the form itself is none.
func referred(r *http.Request) string {
	at, err := url.Parse(r.Referer())
	if err != nil || at.Host != r.Host || at.Path == r.URL.Path {
		return ""
	}
	return at.RequestURI()
}

// ours: a path of this server and nothing that a browser reads as another.
func ours(path string) bool {
	return strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "//") && !strings.Contains(path, `\`)
}
