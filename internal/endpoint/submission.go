package endpoint

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/problem"
)

// A form is at most maxBody bytes in maxNames fields: the longest of ours has
// about 200.
const (
	maxBody  = 1 << 20
	maxNames = 2000
)

// posted is a form as it was sent.
type posted struct {
	id     uuid.UUID
	values url.Values
}

// tooLarge and unreadable are answered before anything is read into a form.
var (
	errTooLarge   = errors.New("posted form is too large")
	errUnreadable = errors.New("posted form is not text")
)

// read takes the form in and gives the request its submission.
func read(w http.ResponseWriter, r *http.Request) (*http.Request, posted, error) {
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	if err := r.ParseForm(); err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return r, posted{}, errTooLarge
		}
		return r, posted{}, errUnreadable
	}
	values := r.PostForm
	if !isText(values) || !wellNamed(values) {
		return r, posted{}, errUnreadable
	}
	id := Param(r, "form")
	if id == uuid.Nil {
		var err error
		if id, err = uuid.Parse(values.Get("submission")); err != nil || id == uuid.Nil {
			return r, posted{}, errUnreadable
		}
	}
	ctx := context.WithValue(r.Context(), formKey{}, id)
	ctx = db.WithSubmission(ctx, &db.Submission{ID: id, Posted: []byte(r.URL.Path + "?" + values.Encode())})
	return r.WithContext(ctx), posted{id: id, values: values}, nil
}

// sentAgain is the same post once more: stored already, it is not stored a second time.
func sentAgain(r *http.Request) *http.Request {
	return r.WithContext(db.WithSubmission(r.Context(), db.SubmissionOf(r.Context()).Again()))
}

// isText: no NUL and only UTF-8, in names and values.
func isText(values url.Values) bool {
	for name, list := range values {
		for _, v := range append(list, name) {
			if !utf8.ValidString(v) || strings.ContainsRune(v, 0) {
				return false
			}
		}
	}
	return true
}

// wellNamed: not too many fields, and every bracket of a name closed before
// the next opens, as in criteria[E01].
func wellNamed(values url.Values) bool {
	for name := range values {
		open := false
		for _, c := range name {
			if c == '[' && open || c == ']' && !open {
				return false
			}
			if c == '[' || c == ']' {
				open = !open
			}
		}
		if open {
			return false
		}
	}
	return len(values) <= maxNames
}

// forSomebodyElse refuses a page that was made for another person: on a shared
// tablet nobody signs what somebody else opened.
func (p posted) forSomebodyElse(r *http.Request) error {
	actor, err := auth.From(r.Context())
	if err != nil { // sign-in and set-up: nobody yet
		return nil
	}
	madeFor := p.values.Get("made_for")
	if madeFor == "" || madeFor == actor.Staff.String() {
		return nil
	}
	return problem.Newf(problem.Conflict, "This page was opened by somebody else; you are signed in as %s. Nothing was saved, and what was typed is kept below. Check it, then save it as your own.", actor.Name)
}
