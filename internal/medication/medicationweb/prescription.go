package medicationweb

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/endpoint"
	"kap/internal/medication"
	"kap/internal/sign"
	"kap/web/ui"
)

func orderURL(client, id uuid.UUID) string {
	return fmt.Sprintf("/clients/%s/prescriptions/%s", client, id)
}

func (s Screens) newForm() endpoint.Form[medication.Typed] {
	return endpoint.Form[medication.Typed]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) { return s.writing(r, f, nil) },
		Submit: func(r *http.Request, t medication.Typed) (endpoint.Answer, error) {
			client, id := endpoint.Client(r), endpoint.ID(r)
			return endpoint.SeeOther("%s", orderURL(client, id)), s.Medication.DraftOrder(r.Context(), client, id, t)
		},
	}
}

func (s Screens) draftForm() endpoint.Form[medication.Typed] {
	return endpoint.Form[medication.Typed]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) {
			read, err := s.Medication.Prescription(r.Context(), endpoint.Client(r), endpoint.Param(r, "prescription"))
			if err != nil {
				return nil, err
			}
			return s.writing(r, f, &read.Order)
		},
		Submit: func(r *http.Request, t medication.Typed) (endpoint.Answer, error) {
			client, id := endpoint.Client(r), endpoint.Param(r, "prescription")
			return endpoint.SeeOther("%s", orderURL(client, id)), s.Medication.ChangeOrder(r.Context(), client, id, t)
		},
	}
}

// writing draws the form: of a draft, of an order to supersede, or a fresh one.
func (s Screens) writing(r *http.Request, f ui.Form, draft *medication.Ordered) (templ.Component, error) {
	client := endpoint.Client(r)
	bench, err := s.Medication.Bench(r.Context(), client)
	if err != nil {
		return nil, err
	}
	if !f.Refused {
		f.Values = values(r, bench, draft)
	}
	return orderForm(f, client, bench), nil
}

// values fill the form; a superseded order is found by ?supersedes=.
func values(r *http.Request, bench medication.Bench, draft *medication.Ordered) url.Values {
	zone := ui.ShellOf(r.Context()).Zone
	order, supersedes := medication.Fresh(bench.Protocol, bench.Today), ""
	if draft != nil {
		order = draft.Prescription
		if draft.Supersedes != nil {
			supersedes = draft.Supersedes.String()
		}
	}
	for _, o := range bench.Orders {
		if draft == nil && o.ID.String() == r.URL.Query().Get("supersedes") && !o.Draft() {
			order, supersedes = o.Prescription, o.ID.String()
			order.IssuedOn, order.ExpiresOn = bench.Today, medication.Fresh(bench.Protocol, bench.Today).ExpiresOn
			order.PDMPCheckedAt = time.Time{}
		}
	}
	v := typed(order, zone)
	v.Set("supersedes", supersedes)
	v.Set("visit_mode", string(bench.Decision.Mode))
	if seen := bench.Decision.LastInPerson; !seen.IsZero() {
		v.Set("last_in_person_exam", seen.Format(time.DateOnly))
	}
	return v
}

// typed are the answers of an order under their input names.
func typed(p medication.Prescription, zone *time.Location) url.Values {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" && value != "0" {
			v.Set(name, value)
		}
	}
	set("form", p.Form)
	set("strength", p.Strength.String())
	set("units_dispensed", p.UnitsDispensed.String())
	set("start_units", p.StartUnits.String())
	set("max_units", p.MaxUnits.String())
	set("booster_units", p.BoosterUnits.String())
	set("booster_rule", p.BoosterRule)
	set("minutes_in_mouth", strconv.Itoa(p.MinutesInMouth))
	set("after_mouth", p.AfterMouth)
	set("pharmacy", p.Pharmacy)
	set("issued_on", p.IssuedOn.Format(time.DateOnly))
	set("expires_on", p.ExpiresOn.Format(time.DateOnly))
	set("refills", strconv.Itoa(p.Refills))
	if !p.PDMPCheckedAt.IsZero() {
		set("pdmp_checked_at", p.PDMPCheckedAt.In(zone).Format("2006-01-02T15:04"))
	}
	for i, h := range p.Holds {
		set(hold(i, "medicine"), h.Medicine)
		set(hold(i, "class"), h.Class)
		set(hold(i, "sentence"), h.Sentence)
		set(hold(i, "before"), strconv.Itoa(h.Before))
		set(hold(i, "after"), strconv.Itoa(h.After))
	}
	return v
}

func hold(i int, name string) string { return fmt.Sprintf("holds[%d].%s", i, name) }

// prescription is the page to check and sign, and later to read.
func (s Screens) prescription(r *http.Request) (templ.Component, error) {
	return s.orderPage(r, endpoint.Fresh(r, r.URL.Path))
}

func (s Screens) orderPage(r *http.Request, f ui.Form) (templ.Component, error) {
	client, id := endpoint.Client(r), endpoint.Param(r, "prescription")
	read, err := s.Medication.Prescription(r.Context(), client, id)
	if err != nil {
		return nil, err
	}
	signing, end := endpoint.Fresh(r, orderURL(client, id)+"/signature"), endpoint.Fresh(r, orderURL(client, id)+"/end")
	switch f.Action {
	case signing.Action:
		signing = f
	case end.Action:
		end = f
	}
	hash, err := sign.Shown(read.Order.Document(client))
	if err != nil {
		return nil, err
	}
	signing.Values = url.Values{"shown": {hash}}
	return orderPage(client, read, signing, end, signable(r, read.Order)), nil
}

// signable is why the reader cannot sign, empty where they can.
func signable(r *http.Request, o medication.Ordered) string {
	actor := ui.ShellOf(r.Context()).Actor
	if !actor.May(auth.Prescribe) {
		return "A prescriber signs this."
	}
	if err := o.MayChange(actor.Staff); err != nil {
		return err.Error()
	}
	return ""
}

// shown is the hash of the text that the check-and-sign page displayed.
type shown struct {
	Shown string `form:"shown"`
}

func (s Screens) signForm() endpoint.Form[shown] {
	return endpoint.Form[shown]{
		Page: s.orderPage,
		Submit: func(r *http.Request, in shown) (endpoint.Answer, error) {
			client, id := endpoint.Client(r), endpoint.Param(r, "prescription")
			return endpoint.SeeOther("%s", orderURL(client, id)), s.Medication.SignOrder(r.Context(), client, id, in.Shown)
		},
	}
}

func (s Screens) endForm() endpoint.Form[medication.Ending] {
	return endpoint.Form[medication.Ending]{
		Page: s.orderPage,
		Submit: func(r *http.Request, e medication.Ending) (endpoint.Answer, error) {
			client, id := endpoint.Client(r), endpoint.Param(r, "prescription")
			return endpoint.SeeOther("%s", orderURL(client, id)), s.Medication.EndOrder(r.Context(), client, id, e)
		},
	}
}
