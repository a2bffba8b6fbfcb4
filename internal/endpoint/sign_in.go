package endpoint

import (
	"net/http"
	"net/url"
)

// askToSignIn leads a page to the sign-in and back; a fragment gets 401. A form
// whose sign-in ended meanwhile keeps what was typed.
func (m *mount) askToSignIn(w http.ResponseWriter, r *http.Request) {
	if r.Header.Get("HX-Request") != "" {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if r.Method == http.MethodPost {
		m.keepTyped(w, r)
		return
	}
	m.leadToSignIn(w, r)
}

func (m *mount) leadToSignIn(w http.ResponseWriter, r *http.Request) {
	to := "/sign-in"
	if looks(r) && r.URL.Path != "/" {
		to += "?next=" + url.QueryEscape(r.URL.RequestURI())
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// keepTyped keeps what was typed into a form of ours: it says for whom it was made, also
// where a sign-out in another tab took the cookie. Anything else holds nobody's words.
func (m *mount) keepTyped(w http.ResponseWriter, r *http.Request) {
	to, known := r.URL.RequestURI(), len(r.Cookies()) > 0
	r, posted, err := read(w, r)
	if err != nil {
		m.refuse(w, r, err)
		return
	}
	if !known && !posted.values.Has("made_for") {
		m.leadToSignIn(w, r)
		return
	}
	m.show(w, r, http.StatusUnauthorized, endedPage(to, posted.values), nil)
}
