package endpoint

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/web/ui"
)

// Options are what every route of the server shares.
type Options struct {
	DB *db.DB
	// Authenticate reads the sign-in of a request and puts actor and shell
	// into its context; false: nobody is signed in. active says that the
	// request is a human act.
	Authenticate func(r *http.Request, active bool) (*http.Request, bool, error)
	// Anonymous puts the shell of somebody not signed in into the context.
	Anonymous func(r *http.Request) *http.Request
	// Header is the identity bar of a client, or NotFound: foreign and missing alike.
	Header func(ctx context.Context, client uuid.UUID) (*ui.Header, error)
	// EndSignIn ends the request's sign-in: 60 refusals in a minute.
	EndSignIn func(r *http.Request)
	Log       *slog.Logger
}

type mount struct {
	Options
	router chi.Router
}

// Mount puts routes on the router. An undeclared permission is a panic at
// start: such a server must not run.
func Mount(router chi.Router, o Options, routes []Route) {
	m := &mount{o, router}
	for _, route := range routes {
		if err := route.Check(); err != nil {
			panic(err)
		}
		router.Method(route.Method, route.Pattern, m.guard(route))
		if route.Method == http.MethodGet { // the same answer without its body, on record like it
			router.Head(route.Pattern, m.guard(route))
		}
	}
	router.NotFound(m.missing)
	router.MethodNotAllowed(m.missing)
}

// guard lets a request through to its route, or answers it here.
func (m *mount) guard(route Route) http.HandlerFunc {
	serve := route.serve(m, route)
	return func(w http.ResponseWriter, r *http.Request) {
		r, err := m.enter(r, route)
		if err == nil && r != nil {
			serve(w, r)
			return
		}
		if err != nil {
			m.refuse(w, r, err)
			return
		}
		m.askToSignIn(w, r)
	}
}

// enter says who is asking, whether they may, and for whose record.
func (m *mount) enter(r *http.Request, route Route) (*http.Request, error) {
	r = r.WithContext(db.WithRequest(r.Context(), &db.Request{
		ID: db.NewID(), Route: route.Method + " " + route.Pattern, Viewed: viewed(r, route), Quiet: route.Background,
	}))
	if !isText(r.URL.Query()) || !isText(url.Values{r.URL.Path: nil}) {
		return m.Anonymous(r), errUnreadable
	}
	in, known, err := m.Authenticate(r, !route.Background)
	if err != nil {
		return m.Anonymous(r), err
	}
	if !known && route.Open {
		return m.Anonymous(r), nil
	}
	if !known {
		return m.Anonymous(r), errNotSignedIn
	}
	if route.Open {
		return in, nil
	}
	return m.admit(in, route)
}

func (m *mount) admit(r *http.Request, route Route) (*http.Request, error) {
	actor, err := auth.From(r.Context())
	if err != nil {
		return r, err
	}
	if !actor.May(route.Permission) {
		return r, problem.New(problem.Forbidden, "This page is not part of your work here. If it should be, ask your manager.")
	}
	r, err = withParams(r)
	if err != nil || !route.ofClient() || route.look {
		return r, err
	}
	header, err := m.Header(r.Context(), Client(r))
	if err != nil {
		return r, err
	}
	shell := ui.ShellOf(r.Context())
	shell.Header = header
	return r.WithContext(ui.WithShell(r.Context(), shell)), nil
}

// looks says whether a request only asks to see.
func looks(r *http.Request) bool { return r.Method == http.MethodGet || r.Method == http.MethodHead }

// viewed is the event that a GET of a client leaves.
func viewed(r *http.Request, route Route) *audit.Event {
	if !looks(r) || route.Viewed == "" {
		return nil
	}
	client, _ := uuid.Parse(chi.URLParam(r, "client"))
	return &audit.Event{Action: route.Viewed, Client: client}
}
