package dosingweb

import (
	"context"
	"net/http"
	"time"

	"kap/internal/dosing"
	"kap/internal/endpoint"
	"kap/web/ui"
)

// typed is a moment as a field of date and time holds it, empty for none.
func typed(ctx context.Context, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(ui.ShellOf(ctx).Zone).Format("2006-01-02T15:04")
}

// typedDay is a date as its field holds it, empty for none.
func typedDay(d time.Time) string {
	if d.IsZero() {
		return ""
	}
	return d.Format(time.DateOnly)
}

// at is the address of a session's page.
func at(r *http.Request, page string) string {
	return of(endpoint.Client(r).String(), endpoint.Param(r, "session").String(), page)
}

func of(client, session, page string) string {
	if page != "" {
		page = "/" + page
	}
	return "/clients/" + client + "/dosing/" + session + page
}

// sessionHref is the address of a page of a session.
func sessionHref(s dosing.Session, page string) string {
	return of(s.Client.String(), s.ID.String(), page)
}
