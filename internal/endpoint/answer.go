package endpoint

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"time"

	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/web/ui"
)

// Answer is where a submit leads.
type Answer struct {
	To   string
	Send func(http.ResponseWriter) error // headers that go with it: the cookie of a sign-in
}

// SeeOther leads on to a page.
func SeeOther(format string, args ...any) Answer { return Answer{To: fmt.Sprintf(format, args...)} }

func (m *mount) leadOn(w http.ResponseWriter, r *http.Request, a Answer) {
	if a.Send != nil {
		if err := a.Send(w); err != nil {
			m.refuse(w, r, err)
			return
		}
	}
	http.Redirect(w, r, a.To, http.StatusSeeOther)
}

// page reads the client's identity bar and the page in one look, and shows it
// after the look is on record.
func (m *mount) page(w http.ResponseWriter, r *http.Request, route Route, page Page) {
	var drawn templ.Component
	shell := ui.ShellOf(r.Context())
	read := func(ctx context.Context) (err error) {
		if route.ofClient() {
			if shell.Header, err = m.Header(ctx, Client(r)); err != nil {
				return err
			}
		}
		drawn, err = page(r.WithContext(ui.WithShell(ctx, shell)))
		return err
	}
	var err error
	if route.Open {
		err = read(r.Context())
	} else {
		err = m.DB.Look(r.Context(), read)
	}
	m.show(w, r.WithContext(ui.WithShell(r.Context(), shell)), http.StatusOK, drawn, err)
}

// show renders into memory first: nobody sees half a page.
func (m *mount) show(w http.ResponseWriter, r *http.Request, status int, page templ.Component, err error) {
	var body bytes.Buffer
	if err == nil {
		err = page.Render(answering(r, m.formAt(r.URL.Path)), &body)
	}
	if err != nil {
		m.refuse(w, r, err)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(body.Bytes())
}

// answering tells a page that answers a post where its form is shown: Back to it would
// otherwise end at the browser's question whether to send it again. A page that is not
// there says nothing of it: a foreign client's and a missing one's are the same to the byte.
func answering(r *http.Request, formAt string) context.Context {
	if r.Method != http.MethodPost {
		return r.Context()
	}
	shell := ui.ShellOf(r.Context())
	shell.FormAt = formAt
	return ui.WithShell(r.Context(), shell)
}

// formAt is the nearest page at or above an address.
func (m *mount) formAt(address string) string {
	for ; len(address) > 1; address = path.Dir(address) {
		if m.router.Match(chi.NewRouteContext(), http.MethodGet, address) {
			return address
		}
	}
	return "/"
}

// refuse answers an error: a sentence for a person, or an apology with a
// reference. Neither carries anything of a record.
func (m *mount) refuse(w http.ResponseWriter, r *http.Request, err error) {
	if err == errNotSignedIn {
		m.askToSignIn(w, r)
		return
	}
	if hungUp(r) {
		return
	}
	if db.Away(err) {
		m.away(w, r, db.Unsure(err))
		return
	}
	kind, status := kindOf(err)
	if kind == 0 && status == http.StatusInternalServerError {
		m.apologize(w, r, err)
		return
	}
	if kind == problem.Forbidden || kind == problem.NotFound {
		m.noteRefusal(r, kind)
	}
	message := "This form could not be read. Go back and open the page again."
	if status == http.StatusRequestEntityTooLarge {
		message = "That is more than one form can hold (1 MB). Shorten it and save again."
	}
	if p, ok := problem.As(err); ok {
		message = p.Error()
	}
	m.plain(w, r, status, message)
}

// away answers while the database cannot be reached. A form keeps what was typed, to
// be sent again; a password is never sent back.
func (m *mount) away(w http.ResponseWriter, r *http.Request, maybe bool) {
	m.Log.WarnContext(r.Context(), "the database is away", "route", chi.RouteContext(r.Context()).RoutePattern())
	retryAfter(w, http.StatusServiceUnavailable)
	if r.Method == http.MethodPost {
		if to, posted, err := read(w, r); err == nil && !posted.values.Has("password") {
			m.show(w, to, http.StatusServiceUnavailable, awayPage(r.URL.RequestURI(), posted.values, maybe), nil)
			return
		}
	}
	m.plain(w, r, http.StatusServiceUnavailable, "The clinic's database does not answer for a moment. Open this page again in a minute; if it stays so, tell your manager.")
}

// hungUp says whether whoever asked has gone: nobody reads an answer, and what was broken
// off by it is nobody's error. What was stored by then is stored.
func hungUp(r *http.Request) bool { return errors.Is(r.Context().Err(), context.Canceled) }

func kindOf(err error) (problem.Kind, int) {
	switch err {
	case errTooLarge:
		return 0, http.StatusRequestEntityTooLarge
	case errUnreadable:
		return 0, http.StatusBadRequest
	}
	p, ok := problem.As(err)
	if !ok {
		return 0, http.StatusInternalServerError
	}
	return p.Kind, map[problem.Kind]int{
		problem.Invalid: http.StatusUnprocessableEntity, problem.Conflict: http.StatusConflict,
		problem.Forbidden: http.StatusForbidden, problem.NotFound: http.StatusNotFound,
		problem.TooMany: http.StatusTooManyRequests,
	}[p.Kind]
}

func (m *mount) plain(w http.ResponseWriter, r *http.Request, status int, message string) {
	var body bytes.Buffer
	ctx := answering(r, "/")
	if status == http.StatusNotFound || status == http.StatusForbidden {
		ctx = r.Context()
	}
	if err := refusalPage(status, message).Render(withoutHeader(ctx), &body); err != nil {
		body.Reset()
	}
	retryAfter(w, status)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(body.Bytes())
}

// retryAfter says when to come again, in seconds.
func retryAfter(w http.ResponseWriter, status int) {
	switch status {
	case http.StatusTooManyRequests:
		w.Header().Set("Retry-After", "60")
	case http.StatusServiceUnavailable:
		w.Header().Set("Retry-After", "10")
	}
}

func (m *mount) apologize(w http.ResponseWriter, r *http.Request, err error) {
	reference := db.NewID().String()[24:]
	m.Log.ErrorContext(r.Context(), "request failed", "reference", reference,
		"route", chi.RouteContext(r.Context()).RoutePattern(), "error", err.Error())
	m.plain(w, r, http.StatusInternalServerError, "Something went wrong on our side"+whatOfIt(r, err)+" if it stays, tell your manager this reference: "+reference+".")
}

// whatOfIt is what became of what was asked for, as far as it is known.
func whatOfIt(r *http.Request, err error) string {
	switch {
	case r.Method != http.MethodPost:
		return ". Open the page again;"
	case db.Unsure(err) || db.HasStored(r.Context()):
		return ", and what you sent may have been saved. Look before you send it again;"
	}
	return " and nothing was saved. Go back and try again;"
}

// noteRefusal counts it after the refused transaction is over; if that fails
// the refusal stands.
func (m *mount) noteRefusal(r *http.Request, kind problem.Kind) {
	word := map[problem.Kind]string{problem.Forbidden: "forbidden", problem.NotFound: "not found"}[kind]
	client, _ := uuid.Parse(chi.URLParam(r, "client"))
	count, err := m.DB.Refused(r.Context(), word, client)
	if err != nil && !hungUp(r) {
		m.Log.ErrorContext(r.Context(), "note refusal", "error", err.Error())
	}
	if count >= 60 {
		m.EndSignIn(r)
	}
}

// noteShown stores that a refused form shows its client's page again: it is a
// view like any other, once in 15 minutes.
func (m *mount) noteShown(r *http.Request) error {
	if Client(r) == uuid.Nil {
		return nil
	}
	ctx := db.WithRequest(r.Context(), &db.Request{
		ID: db.NewID(), Route: r.Method + " " + chi.RouteContext(r.Context()).RoutePattern(), Quiet: true,
		Viewed: &audit.Event{Action: "form.shown", Client: Client(r)},
	})
	return m.DB.Read(ctx, func(*db.View) error { return nil })
}

// missing answers what no route knows; signed in or not, the same.
func (m *mount) missing(w http.ResponseWriter, r *http.Request) {
	if in, known, err := m.Authenticate(r, true); err == nil && known {
		r = in
	} else {
		r = m.Anonymous(r)
	}
	m.plain(w, r, http.StatusNotFound, problem.Missing().Error())
}

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

// kept is what a creation form became.
type kept struct {
	At       time.Time
	Answered string
}

func (m *mount) saved(ctx context.Context, id uuid.UUID) (k kept, found bool, err error) {
	err = m.DB.Read(ctx, func(v *db.View) error {
		k, found, err = db.Maybe[kept](ctx, v, `
			select at, answered
			from submission
			where id = $1`, id)
		return err
	})
	return k, found, err
}

// answered keeps where a creation form led, for whoever comes Back to it.
func (m *mount) answered(r *http.Request, a Answer) error {
	return m.DB.Keep(r.Context(), func(tx *db.Tx) error {
		_, err := db.Exec(r.Context(), tx, `
			update submission
			set answered = $2
			where id = $1`, ID(r), a.To)
		return err
	})
}
