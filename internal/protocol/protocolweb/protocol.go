package protocolweb

import (
	"net/http"
	"strings"
	"time"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/consent"
	"kap/internal/endpoint"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/sign"
	"kap/web/ui"
)

// screen is one version with what may be done about it.
type screen struct {
	protocol.Version
	InForce    bool
	Numbers    tree
	Shown      string // hash of what is shown, posted with the approval
	Approve    ui.Form
	MayApprove bool
	MayDraft   bool
	Others     []protocol.Version
}

// asks says whether the reader may approve the version.
func (p screen) asks() bool { return !p.Approved() && p.MayApprove }

// Titles of the parts that are no group of numbers.
const (
	dueReadings    = "Readings that are due"
	criteriaTitle  = "Eligibility criteria"
	medicinesTitle = "Medicines"
	approving      = "Approve"
)

// titles are the parts of the page in their order.
func titles(p screen) (all []string) {
	for _, g := range groups {
		all = append(all, g.Title)
	}
	all = append(all, dueReadings, criteriaTitle, medicinesTitle)
	if p.asks() {
		all = append(all, approving)
	}
	return all
}

// anchor is a part's name in an address: "blood-pressure-on-the-day".
func anchor(title string) string { return strings.ReplaceAll(strings.ToLower(title), " ", "-") }

// protocol is the version in force, or the latest draft where none is yet.
func (s Screens) protocol(r *http.Request) (templ.Component, error) {
	return s.show(r, uuid.Nil, ui.Form{})
}

func (s Screens) version(r *http.Request) (templ.Component, error) {
	return s.show(r, endpoint.Param(r, "protocol"), ui.Form{})
}

func (s Screens) show(r *http.Request, id uuid.UUID, posted ui.Form) (templ.Component, error) {
	versions, err := s.Protocol.Versions(r.Context())
	if err != nil {
		return nil, err
	}
	current := inForce(versions, ui.ShellOf(r.Context()).Now.In(ui.ShellOf(r.Context()).Zone))
	v, found := choose(versions, current, id)
	if !found {
		return nil, problem.Missing()
	}
	return s.draw(r, v, current, versions, posted)
}

func (s Screens) draw(r *http.Request, v protocol.Version, current uuid.UUID, versions []protocol.Version, posted ui.Form) (templ.Component, error) {
	actor, err := auth.From(r.Context())
	if err != nil {
		return nil, err
	}
	p := screen{Version: v, InForce: v.ID == current, Others: versions,
		MayApprove: actor.May(auth.Approve), MayDraft: actor.May(auth.DraftProtocol)}
	if p.Numbers, err = treeOf(v.Body); err != nil {
		return nil, err
	}
	if p.Shown, err = sign.Shown(v.Document()); err != nil {
		return nil, err
	}
	p.Approve = endpoint.Fresh(r, "/protocol/"+v.ID.String()+"/signature")
	if posted.Refused {
		p.Approve = posted
	}
	return protocolPage(p), nil
}

// inForce is the approved version with the highest number whose day has come.
func inForce(versions []protocol.Version, now time.Time) uuid.UUID {
	for _, v := range versions {
		if v.Approved() && v.EffectiveFrom.Format(time.DateOnly) <= now.Format(time.DateOnly) {
			return v.ID
		}
	}
	return uuid.Nil
}

func choose(versions []protocol.Version, current, id uuid.UUID) (protocol.Version, bool) {
	if id == uuid.Nil {
		id = current
	}
	for _, v := range versions {
		if v.ID == id || id == uuid.Nil {
			return v, true
		}
	}
	return protocol.Version{}, false
}

type approval struct {
	Shown string `form:"shown"`
}

func (s Screens) approveForm() endpoint.Form[approval] {
	return endpoint.Form[approval]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) {
			return s.show(r, endpoint.Param(r, "protocol"), f)
		},
		Submit: func(r *http.Request, a approval) (endpoint.Answer, error) {
			id := endpoint.Param(r, "protocol")
			if err := s.Protocol.Approve(r.Context(), id, a.Shown); err != nil {
				return endpoint.Answer{}, err
			}
			return s.nextReading(r, id)
		},
	}
}

// nextReading leads from an approved protocol to the first consent text that waits for
// the same reader, as in a clinic's first hour; where none does, to the protocol.
func (s Screens) nextReading(r *http.Request, id uuid.UUID) (endpoint.Answer, error) {
	texts, err := s.Consents.Texts(r.Context())
	if next, found := consent.ToApprove(texts, ui.ShellOf(r.Context()).Actor); found {
		return endpoint.SeeOther("/consent-texts/%s", next.ID), err
	}
	return endpoint.SeeOther("/protocol/%s", id), err
}
