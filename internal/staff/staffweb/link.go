package staffweb

import (
	"context"
	"net/http"
	"time"

	"github.com/a-h/templ"

	"kap/internal/endpoint"
	"kap/internal/staff"
	"kap/web/ui"
)

// invitation is the address somebody is invited to.
type invitation struct {
	Email string `form:"email" label:"Work e-mail"`
}

// inviteForm leads to the page of the link it makes. That page's address holds ids alone:
// nothing that is kept, logged or gone Back to has the token in it.
func (s Screens) inviteForm() endpoint.Form[invitation] {
	return endpoint.Form[invitation]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) { return s.memberPage(r, f) },
		Submit: func(r *http.Request, i invitation) (endpoint.Answer, error) {
			id, link := endpoint.Param(r, "staff"), endpoint.ID(r)
			return endpoint.SeeOther("/staff/%s/set-up-links/%s", id, link), s.Staff.Invite(r.Context(), id, link, i.Email)
		},
	}
}

// link is the set-up link as the manager who made it sees it, as often as they come back
// while it holds.
func (s Screens) link(r *http.Request) (templ.Component, error) {
	m, l, err := s.Staff.Link(r.Context(), endpoint.Param(r, "staff"), endpoint.Param(r, "link"))
	if err != nil {
		return nil, err
	}
	if !l.Holds(ui.ShellOf(r.Context()).Now) {
		return linkOverPage(m, l), nil
	}
	return linkPage(m, l, s.Address(r)+"/set-up#"+l.Token), nil
}

// linkWords say whether the last link of somebody who has not signed in still holds.
func linkWords(ctx context.Context, p staff.Person, now time.Time) string {
	if !now.Before(p.LinkUntil) {
		return "The link has expired"
	}
	return "The link holds until " + ui.DayTime(ctx, p.LinkUntil)
}
