package integrationweb

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/endpoint"
	"kap/internal/integration"
	"kap/web/ui"
)

// typed is a session with what the person does next.
type typed struct {
	integration.Entry
	DosingDay uuid.UUID `form:"dosing_day"`
	Then      string    `form:"then"` // "", "sign" or "check risk"
}

// screen is a session with its form.
type screen struct {
	integration.Page
	At   string // the client's address
	Form ui.Form
}

func (s Screens) list(r *http.Request) (templ.Component, error) {
	p, err := s.Integrations.New(r.Context(), endpoint.Client(r), uuid.Nil)
	return listPage(screen{p, at(r), ui.Form{}}), err
}

func (s Screens) newForm() endpoint.Form[typed] {
	return endpoint.Form[typed]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) {
			day, _ := uuid.Parse(r.URL.Query().Get("dosing_day")) // none: the latest
			if posted, err := uuid.Parse(f.Value("dosing_day")); err == nil {
				day = posted
			}
			p, err := s.Integrations.New(r.Context(), endpoint.Client(r), day)
			if err != nil {
				return nil, err
			}
			f = f.Default("held_at", now(r)).Default("minutes", fmt.Sprint(p.Body.Integration.Minutes)).Default("place", "here")
			if p.Day != nil {
				f = f.Default("dosing_day", p.Day.ID.String())
			}
			return editPage(screen{p, at(r), withLists(f, p)}), nil
		},
		Submit: func(r *http.Request, in typed) (endpoint.Answer, error) {
			to := onward(at(r), endpoint.ID(r), in.Then)
			return to, s.Integrations.Integrate(r.Context(), endpoint.Client(r), endpoint.ID(r), in.DosingDay, in.Entry)
		},
	}
}

func (s Screens) visit(r *http.Request) (templ.Component, error) {
	f := endpoint.Fresh(r, r.URL.Path)
	return s.draw(r, f)
}

// draw is the form of a draft for who may write it, and the text for everybody else.
func (s Screens) draw(r *http.Request, f ui.Form) (templ.Component, error) {
	p, err := s.Integrations.One(r.Context(), endpoint.Client(r), endpoint.Param(r, "integration"))
	if err != nil {
		return nil, err
	}
	if p.Record.Signed() || !ui.ShellOf(r.Context()).Actor.May(auth.Integrate) {
		return readPage(screen{p, at(r), f}), nil
	}
	return editPage(screen{p, at(r), withRecord(r, withLists(f, p), p.Record)}), nil
}

func (s Screens) changeForm() endpoint.Form[typed] {
	return endpoint.Form[typed]{
		Page: s.draw,
		Submit: func(r *http.Request, in typed) (endpoint.Answer, error) {
			id := endpoint.Param(r, "integration")
			return onward(at(r), id, in.Then), s.Integrations.Change(r.Context(), endpoint.Client(r), id, in.Entry)
		},
	}
}

// onward is where a saved draft leads.
func onward(client string, id uuid.UUID, then string) endpoint.Answer {
	switch then {
	case "sign":
		return endpoint.SeeOther("%s/integrations/%s/signature", client, id)
	case "check risk":
		return endpoint.SeeOther("%s/risk-checks/new?then=integration/%s", client, id)
	}
	return endpoint.SeeOther("%s/integrations/%s", client, id)
}

// withLists fills in the goals, the practices to ask and those agreed.
func withLists(f ui.Form, p integration.Page) ui.Form {
	for i, g := range p.Goals {
		if rating := p.Rating(g.ID); rating != nil {
			f = f.Default(fmt.Sprintf("goals[%d].rating", i), fmt.Sprint(*rating))
		}
	}
	for i, a := range p.Practices {
		f = f.Default(fmt.Sprintf("practices[%d].happened", i), string(a.Happened))
		f = f.Default(fmt.Sprintf("practices[%d].asked_words", i), a.AskedWords)
	}
	var agreed []string
	for _, a := range p.Agreed {
		agreed = append(agreed, a.Words)
	}
	return f.Default("agreed", strings.Join(agreed, "\n"))
}

// withRecord fills in a draft.
func withRecord(r *http.Request, f ui.Form, v integration.Record) ui.Form {
	held := v.HeldAt.In(ui.ShellOf(r.Context()).Zone).Format(minute)
	for _, field := range []struct{ name, value string }{
		{"held_at", held}, {"minutes", fmt.Sprint(v.Minutes)}, {"place", string(v.Place)}, {"late_reason", v.LateReason},
		{"state_since", v.StateSince}, {"sleep", v.Sleep}, {"mood", v.Mood}, {"after_effects", v.AfterEffects},
		{"urinary", v.Urinary}, {"urinary_words", v.UrinaryWords}, {"surfaced", v.Surfaced},
		{"themes", strings.Join(v.Themes, "\n")}, {"clarity", v.Clarity}, {"intention", v.Intention},
		{"ready", string(v.Ready)}, {"ready_words", v.ReadyWords}, {"concern", v.Concern},
		{"version", fmt.Sprint(v.Version)},
	} {
		f = f.Default(field.name, field.value)
	}
	return f
}

// minute is how a field for date and time writes one.
const minute = "2006-01-02T15:04"

func now(r *http.Request) string {
	shell := ui.ShellOf(r.Context())
	return shell.Now.In(shell.Zone).Format(minute)
}
