package consentweb

import (
	"net/http"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/consent"
	"kap/internal/endpoint"
	"kap/internal/problem"
	"kap/internal/sign"
	"kap/web/ui"
)

// textScreen is one version of a text with what may be done about it.
type textScreen struct {
	consent.TextVersion
	InForce bool
	Before  *consent.TextVersion // the version this one would replace or replaced
	Shown   string               // hash of what is shown, posted with the approval
	Approve ui.Form
	WhyNot  string // why the actor may not approve it, empty where they may
}

func (s Screens) texts(r *http.Request) (templ.Component, error) {
	versions, err := s.Consents.Texts(r.Context())
	if err != nil {
		return nil, err
	}
	return textsPage(versions, consent.InForce(versions)), nil
}

func (s Screens) text(r *http.Request) (templ.Component, error) { return s.showText(r, ui.Form{}) }

func (s Screens) showText(r *http.Request, posted ui.Form) (templ.Component, error) {
	versions, err := s.Consents.Texts(r.Context())
	if err != nil {
		return nil, err
	}
	id := endpoint.Param(r, "text")
	for i, v := range versions {
		if v.ID == id {
			return s.drawText(r, v, versions[i+1:], consent.InForce(versions), posted)
		}
	}
	return nil, problem.Missing()
}

func (s Screens) drawText(r *http.Request, v consent.TextVersion, older, inForce []consent.TextVersion, posted ui.Form) (templ.Component, error) {
	actor, err := auth.From(r.Context())
	if err != nil {
		return nil, err
	}
	p := textScreen{TextVersion: v}
	if before, found := consent.TextOf(older, v.Kind); found {
		p.Before = &before
	}
	current, _ := consent.TextOf(inForce, v.Kind)
	p.InForce = current.ID == v.ID
	if err := v.MayApprove(actor, current, 0); err != nil {
		p.WhyNot = err.Error()
	}
	if p.Shown, err = sign.Shown(v.Document()); err != nil {
		return nil, err
	}
	p.Approve = endpoint.Fresh(r, "/consent-texts/"+v.ID.String()+"/signature")
	if posted.Refused {
		p.Approve = posted
	}
	return textPage(p), nil
}

type approval struct {
	Shown string `form:"shown"`
}

func (s Screens) approveForm() endpoint.Form[approval] {
	return endpoint.Form[approval]{
		Page: s.showText,
		Submit: func(r *http.Request, a approval) (endpoint.Answer, error) {
			if err := s.Consents.ApproveText(r.Context(), endpoint.Param(r, "text"), a.Shown); err != nil {
				return endpoint.Answer{}, err
			}
			return s.nextText(r)
		},
	}
}

// nextText leads to the next text that waits for the reader's approval, else to all.
func (s Screens) nextText(r *http.Request) (endpoint.Answer, error) {
	versions, err := s.Consents.Texts(r.Context())
	if next, found := consent.ToApprove(versions, ui.ShellOf(r.Context()).Actor); found {
		return endpoint.SeeOther("/consent-texts/%s", next.ID), err
	}
	return endpoint.SeeOther("/consent-texts"), err
}

func (s Screens) draftForm() endpoint.Form[consent.TextEntry] {
	return endpoint.Form[consent.TextEntry]{
		Page: s.draftPage,
		Submit: func(r *http.Request, d consent.TextEntry) (endpoint.Answer, error) {
			d.Kind = kindOf(r)
			return endpoint.SeeOther("/consent-texts/%s", endpoint.ID(r)), s.Consents.DraftText(r.Context(), endpoint.ID(r), d)
		},
	}
}

func (s Screens) draftPage(r *http.Request, f ui.Form) (templ.Component, error) {
	kind := kindOf(r)
	if kind.Words() == "" {
		return nil, problem.Missing()
	}
	versions, err := s.Consents.Texts(r.Context())
	if err != nil {
		return nil, err
	}
	latest, found := consent.TextOf(versions, kind)
	if found {
		f = endpoint.Filled(r, f, consent.TextEntry{Text: latest.Canonical()})
	}
	if latest.ID == uuid.Nil {
		latest.Kind = kind
	}
	return draftPage(latest, f), nil
}
