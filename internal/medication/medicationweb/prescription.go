package medicationweb

import (
	"fmt"
	"net/http"
	"net/url"

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

func (s Screens) newForm() endpoint.Form[medication.PrescriptionEntry] {
	return endpoint.Form[medication.PrescriptionEntry]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) { return s.writing(r, f, nil) },
		Submit: func(r *http.Request, t medication.PrescriptionEntry) (endpoint.Answer, error) {
			client, id := endpoint.Client(r), endpoint.ID(r)
			return endpoint.SeeOther("%s", orderURL(client, id)), s.Medication.DraftOrder(r.Context(), client, id, t)
		},
	}
}

func (s Screens) draftForm() endpoint.Form[medication.PrescriptionEntry] {
	return endpoint.Form[medication.PrescriptionEntry]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) {
			read, err := s.Medication.Prescription(r.Context(), endpoint.Client(r), endpoint.Param(r, "prescription"))
			if err != nil {
				return nil, err
			}
			return s.writing(r, f, &read.Order)
		},
		Submit: func(r *http.Request, t medication.PrescriptionEntry) (endpoint.Answer, error) {
			client, id := endpoint.Client(r), endpoint.Param(r, "prescription")
			return endpoint.SeeOther("%s", orderURL(client, id)), s.Medication.ChangeOrder(r.Context(), client, id, t)
		},
	}
}

// writing draws the form: of a draft, of an order to supersede, or a fresh one.
func (s Screens) writing(r *http.Request, f ui.Form, draft *medication.Prescription) (templ.Component, error) {
	client := endpoint.Client(r)
	bench, err := s.Medication.Bench(r.Context(), client)
	if err != nil {
		return nil, err
	}
	supersedes, _ := uuid.Parse(r.URL.Query().Get("supersedes"))
	return orderForm(endpoint.Filled(r, f, bench.Entry(draft, supersedes)), client, bench), nil
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
func signable(r *http.Request, o medication.Prescription) string {
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

func (s Screens) endForm() endpoint.Form[medication.EndingEntry] {
	return endpoint.Form[medication.EndingEntry]{
		Page: s.orderPage,
		Submit: func(r *http.Request, e medication.EndingEntry) (endpoint.Answer, error) {
			client, id := endpoint.Client(r), endpoint.Param(r, "prescription")
			return endpoint.SeeOther("%s", orderURL(client, id)), s.Medication.EndOrder(r.Context(), client, id, e)
		},
	}
}
