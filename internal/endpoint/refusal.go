package endpoint

import (
	"bytes"
	"context"
	"errors"
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/problem"
)

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

// missing answers what no route knows; signed in or not, the same.
func (m *mount) missing(w http.ResponseWriter, r *http.Request) {
	if in, known, err := m.Authenticate(r, true); err == nil && known {
		r = in
	} else {
		r = m.Anonymous(r)
	}
	m.plain(w, r, http.StatusNotFound, problem.Missing().Error())
}
