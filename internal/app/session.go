package app

import (
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"

	"kap/internal/auth"
	"kap/internal/staff"
	"kap/web"
	"kap/web/ui"
)

func (a *App) sessionManager() *scs.SessionManager {
	m := scs.New()
	m.Store = staff.Sessions{DB: a.DB}
	m.HashTokenInStore = true
	m.Lifetime = staff.Lasts
	m.Cookie.Name = "kap"
	m.Cookie.HttpOnly = true
	m.Cookie.Persist = false
	m.Cookie.SameSite = http.SameSiteLaxMode
	if a.Config.Secure() {
		m.Cookie.Name, m.Cookie.Secure = "__Host-kap", true
	}
	return m
}

// authenticate reads who is signed in, in one trip, and makes the page's shell.
func (a *App) authenticate(r *http.Request, active bool) (*http.Request, bool, error) {
	cookie, err := r.Cookie(a.signIns.Cookie.Name)
	if err != nil {
		return r, false, nil
	}
	look := &staff.Lookup{Active: active}
	ctx, err := a.signIns.Load(staff.WithLookup(r.Context(), look), cookie.Value)
	if err != nil || look.Found == nil || look.Found.Mode != "open" {
		return r, false, err
	}
	actor := look.Found.Actor()
	ctx = auth.With(ctx, actor)
	shell := a.shell(r, *look.Found, actor)
	if r.Method == http.MethodGet && r.URL.Query().Get("saved") != "" {
		if shell.Next, err = a.steps.nextOfFirstHour(ctx, shell.Zone); err != nil {
			return r, false, err
		}
	}
	return r.WithContext(ui.WithShell(ctx, shell)), true, nil
}

func (a *App) shell(r *http.Request, s staff.Signed, actor auth.Actor) ui.Shell {
	zone, err := time.LoadLocation(s.Zone)
	if err != nil {
		zone = time.UTC
	}
	return ui.Shell{
		Clinic: s.ClinicName, Initials: s.Initials, Zone: zone, Now: a.DB.Clock(), Actor: actor, Assets: web.AssetBase(),
		Path: r.URL.Path, Nav: navigation(actor), Demo: s.Demo, SignedIn: true, Trouble: a.zones.said(),
	}
}

// anonymous is the shell of somebody not signed in: nothing of any clinic.
func (a *App) anonymous(r *http.Request) *http.Request {
	return r.WithContext(ui.WithShell(r.Context(), ui.Shell{
		Now: a.DB.Clock(), Assets: web.AssetBase(), Path: r.URL.Path,
	}))
}

func (a *App) endSignIn(r *http.Request) {
	if err := a.signIns.Destroy(r.Context()); err != nil {
		a.Log.ErrorContext(r.Context(), "end sign-in", "error", err.Error())
	}
}

// navigation is the links of a role, at most five; a link without its function
// is left out.
func navigation(actor auth.Actor) []ui.NavItem {
	items := []ui.NavItem{{Label: "Today", Href: "/"}}
	for _, link := range []struct {
		permission auth.Permission
		item       ui.NavItem
	}{
		{auth.ViewDesk, ui.NavItem{Label: "Clients", Href: "/clients"}},
		{auth.ViewDesk, ui.NavItem{Label: "Calendar", Href: "/calendar"}},
		{auth.ManageStaff, ui.NavItem{Label: "Staff", Href: "/staff"}},
		{auth.DraftProtocol, ui.NavItem{Label: "Protocol", Href: "/protocol"}},
		{auth.DraftProtocol, ui.NavItem{Label: "Consent texts", Href: "/consent-texts"}},
		{auth.ReadAudit, ui.NavItem{Label: "Access record", Href: "/access"}},
	} {
		if actor.May(link.permission) {
			items = append(items, link.item)
		}
	}
	if actor.May(auth.Approve) && !actor.May(auth.DraftProtocol) {
		items = append(items, ui.NavItem{Label: "Protocol", Href: "/protocol"}, ui.NavItem{Label: "Consent texts", Href: "/consent-texts"})
	}
	return items
}
