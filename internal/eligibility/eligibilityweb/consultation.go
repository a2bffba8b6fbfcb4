package eligibilityweb

import (
	"net/http"
	"time"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/eligibility"
	"kap/internal/endpoint"
	"kap/internal/protocol"
	"kap/web/ui"
)

// typed is a consultation as posted, and what to do next.
type typed struct {
	eligibility.ConsultationEntry
	Then string `form:"then"` // rows, sign; empty: stay
}

// sheet is what the consultation's form is drawn from.
type sheet struct {
	Client   uuid.UUID
	Protocol protocol.Body
	Facts    eligibility.Facts
	Before   *eligibility.Consultation // a new one starts from its answers
	Draft    *eligibility.Consultation // one's own, where this would be another one
	Saved    bool
	Differ   []ui.Difference // from what somebody saved meanwhile
}

func (s Screens) newForm() endpoint.Form[typed] {
	return endpoint.Form[typed]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) {
			client := endpoint.Client(r)
			visit, _ := uuid.Parse(r.URL.Query().Get("appointment")) // none: held without a booking
			opened, before, err := s.Eligibility.Fresh(r.Context(), client, visit)
			if err != nil {
				return nil, err
			}
			f = started(r, f, opened, before)
			return consultationForm(f, sheet{Client: client, Protocol: opened.Protocol, Facts: opened.Facts, Before: before, Draft: opened.Draft}), nil
		},
		Submit: func(r *http.Request, t typed) (endpoint.Answer, error) {
			client, id := endpoint.Client(r), endpoint.ID(r)
			return next(client, id, t), s.Eligibility.StartConsultation(r.Context(), client, id, t.ConsultationEntry)
		},
	}
}

// started fills a new form with what the one before leaves to go through again.
func started(r *http.Request, f ui.Form, opened eligibility.Opened, before *eligibility.Consultation) ui.Form {
	shell := ui.ShellOf(r.Context())
	e := eligibility.Again(before, shell.Now.In(shell.Zone))
	if asked := eligibility.ConsultationKind(r.URL.Query().Get("kind")); eligibility.ConsultationKinds.Has(asked) {
		e.Kind = asked
	}
	if opened.Booked != "" {
		e.VisitMode = opened.Booked
	}
	return endpoint.Filled(r, f, e)
}

func (s Screens) changeForm() endpoint.Form[typed] {
	return endpoint.Form[typed]{
		Page: s.draftPage,
		Submit: func(r *http.Request, t typed) (endpoint.Answer, error) {
			client, id := endpoint.Client(r), endpoint.Param(r, "consultation")
			return next(client, id, t), s.Eligibility.KeepConsultation(r.Context(), client, id, t.ConsultationEntry)
		},
	}
}

func next(client, id uuid.UUID, t typed) endpoint.Answer {
	switch t.Then {
	case "sign":
		return endpoint.SeeOther("%s/signature", consultationURL(client, id))
	case "rows":
		return endpoint.SeeOther("%s?rows=more#treatments", consultationURL(client, id))
	}
	return endpoint.SeeOther("%s?saved=yes", consultationURL(client, id))
}

// draftURL is where one's own draft is gone on with; empty where there is none.
func (s sheet) draftURL() (href string, held time.Time) {
	if s.Draft == nil {
		return "", held
	}
	return consultationURL(s.Client, s.Draft.ID), s.Draft.HeldAt
}

// consultation is the draft in its author's hands, or the page for reading.
func (s Screens) consultation(r *http.Request) (templ.Component, error) {
	return s.draftPage(r, endpoint.Fresh(r, r.URL.Path))
}

func (s Screens) draftPage(r *http.Request, f ui.Form) (templ.Component, error) {
	client := endpoint.Client(r)
	o, err := s.Eligibility.Consultation(r.Context(), client, endpoint.Param(r, "consultation"))
	if err != nil {
		return nil, err
	}
	actor := ui.ShellOf(r.Context()).Actor
	if !actor.May(auth.Consult) || o.Consultation.MayChange(actor.Staff) != nil {
		return consultationPage(client, o), nil
	}
	sheet := sheet{Client: client, Protocol: o.Protocol, Facts: o.Facts, Saved: r.URL.Query().Get("saved") != "" && !f.Refused}
	f, sheet.Differ = endpoint.Newer(r, f, o.Consultation.Entry())
	nameCriteria(sheet.Differ)
	f = endpoint.Filled(r, f, o.Consultation.Entry())
	if r.URL.Query().Get("rows") == "more" && !f.Refused {
		f = with(f, "then", "rows")
	}
	return consultationForm(f, sheet), nil
}
