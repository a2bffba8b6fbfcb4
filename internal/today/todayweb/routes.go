// Package todayweb is everybody's home page.
package todayweb

import (
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/auth"
	"kap/internal/endpoint"
	"kap/internal/today"
	"kap/web/ui"
)

// Screens are the pages of this package.
type Screens struct{ Today today.Service }

// Routes is every URL with the permission it takes.
func (s Screens) Routes() []endpoint.Route {
	return []endpoint.Route{endpoint.Get("/", auth.SignedIn, "home.viewed", s.home)}
}

// home is the day of whoever is signed in; ?as= chooses among several roles.
func (s Screens) home(r *http.Request) (templ.Component, error) {
	h, err := s.Today.Home(r.Context(), auth.Role(r.URL.Query().Get("as")), ui.ShellOf(r.Context()).Zone)
	if err != nil {
		return nil, err
	}
	return homePage(h), nil
}
