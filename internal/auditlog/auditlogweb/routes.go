// Package auditlogweb is the page of the access record.
package auditlogweb

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"kap/internal/auditlog"
	"kap/internal/auth"
	"kap/internal/endpoint"
	"kap/internal/problem"
	"kap/web/ui"
)

// Screens are the pages of this package.
type Screens struct{ Record auditlog.Service }

// Routes is every URL with the permission it takes.
func (s Screens) Routes() []endpoint.Route {
	return []endpoint.Route{endpoint.Get("/access", auth.ReadAudit, "access.viewed", s.access)}
}

// access shows the record; what was asked for stands in the address.
func (s Screens) access(r *http.Request) (templ.Component, error) {
	asked := r.URL.Query()
	filter, err := filterOf(asked)
	var page auditlog.Page
	if err == nil {
		page, err = s.Record.Read(r.Context(), filter)
	}
	f := ui.Form{Action: "/access", Values: asked}
	if p, ok := problem.As(err); ok && p.Kind == problem.Invalid {
		f.Errors, f.Refused = p.Fields, true
		if page, err = s.Record.Read(r.Context(), auditlog.Filter{}); err != nil {
			return nil, err
		}
	}
	if err != nil {
		return nil, err
	}
	return accessPage(page, f), nil
}

// filterOf reads the address; what cannot be read says so at its field.
func filterOf(asked url.Values) (f auditlog.Filter, err error) {
	var fields problem.Fields
	f.Client = asked.Get("client")
	if v := asked.Get("person"); v != "" {
		if f.Person, err = uuid.Parse(v); err != nil {
			fields.Add("person", "Choose a person from the list.")
		}
	}
	if v := asked.Get("day"); v != "" {
		if f.Day, err = time.Parse(time.DateOnly, v); err != nil {
			fields.Add("day", "Type a real date, like 11/24/2026.")
		}
	}
	f.Before, _ = strconv.ParseInt(asked.Get("before"), 10, 64)
	return f, fields.Err()
}

// older is the address of the rows before the last one shown.
func older(asked url.Values, before int64) string {
	next := url.Values{"before": {strconv.FormatInt(before, 10)}}
	for _, name := range []string{"client", "person", "day"} {
		if v := asked.Get(name); v != "" {
			next.Set(name, v)
		}
	}
	return "/access?" + next.Encode()
}
