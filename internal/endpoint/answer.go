package endpoint

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"path"
	"time"

	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
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
