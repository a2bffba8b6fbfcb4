package clientweb

import (
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/auth"
	"kap/internal/endpoint"
	"kap/internal/staff"
	"kap/web/ui"
)

// draw is a screen in whatever state its form is.
type draw func(*http.Request, ui.Form) (templ.Component, error)

// fresh draws a screen for the first time.
func fresh(page draw) endpoint.Page {
	return func(r *http.Request) (templ.Component, error) {
		return page(r, endpoint.Fresh(r, r.URL.Path))
	}
}

// path is the address of one of the client's pages.
func path(r *http.Request, page string) string {
	return "/clients/" + endpoint.Client(r).String() + page
}

// formFor gives the form of a screen that has several: the one that was refused
// where it posts to action, else a fresh one that begins with v.
func formFor(r *http.Request, f ui.Form, action, prefix string, v any) ui.Form {
	if f.Action != action || !f.Refused {
		f = endpoint.Fresh(r, action)
	}
	f.Prefix = prefix
	return endpoint.Filled(r, f, v)
}

// named puts the people of a role into a select.
func named(members []staff.Member, role auth.Role) []ui.Option {
	return ui.OptionsOf(staff.Working(members, role))
}
