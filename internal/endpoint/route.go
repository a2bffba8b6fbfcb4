// Package endpoint turns operations into pages and forms, and there, once,
// handles permission, decoding, re-rendering and errors.
package endpoint

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"kap/internal/auth"
)

// Route is one URL with the permission it takes and what a view of it is called.
type Route struct {
	Method, Pattern string
	Permission      auth.Permission
	Viewed          string // "chart.viewed"; required for a GET of a client
	Background      bool   // polling and streams: never a human act, one view event in 15 minutes
	Open            bool   // answers without a sign-in

	look  bool // identity bar and page are read as one
	serve func(m *mount, route Route) http.HandlerFunc
}

// Page draws one screen.
type Page func(*http.Request) (templ.Component, error)

// Get is a page.
func Get(pattern string, permission auth.Permission, viewed string, page Page) Route {
	return Route{Method: http.MethodGet, Pattern: pattern, Permission: permission, Viewed: viewed, look: true,
		serve: func(m *mount, route Route) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) { m.page(w, r, route, page) }
		}}
}

// Raw is a handler of its own: sign-in, streams, downloads.
func Raw(method, pattern string, permission auth.Permission, viewed string, handler http.HandlerFunc) Route {
	return Route{Method: method, Pattern: pattern, Permission: permission, Viewed: viewed,
		serve: func(*mount, Route) http.HandlerFunc { return handler }}
}

// Public marks routes that answer without a sign-in.
func Public(routes ...Route) []Route {
	for i := range routes {
		routes[i].Open = true
	}
	return routes
}

// Check says why a route may not be mounted.
func (r Route) Check() error {
	if !r.Open && !auth.Known(r.Permission) {
		return fmt.Errorf("%s %s names no known permission", r.Method, r.Pattern)
	}
	if r.Method == http.MethodGet && r.ofClient() && r.Viewed == "" {
		return fmt.Errorf("%s %s shows a client and does not say what is viewed", r.Method, r.Pattern)
	}
	return nil
}

func (r Route) ofClient() bool { return strings.Contains(r.Pattern, "{client}") }
