package readinessweb

import (
	"net/http"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"kap/internal/endpoint"
	"kap/internal/problem"
	"kap/internal/readiness"
	"kap/internal/vitals"
	"kap/web/ui"
)

// arriving is the form that says a client is here for an appointment.
type arriving struct {
	Appointment uuid.UUID `form:"appointment"`
}

func (s Screens) arriveForm() endpoint.Form[arriving] {
	return endpoint.Form[arriving]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) {
			f = f.Default("appointment", r.URL.Query().Get("appointment"))
			id, err := uuid.Parse(f.Value("appointment"))
			if err != nil {
				return arriveNowherePage(endpoint.Client(r).String()), nil
			}
			coming, err := s.Readiness.Coming(r.Context(), endpoint.Client(r), id)
			return arrivePage(endpoint.Client(r).String(), coming, f), err
		},
		Submit: func(r *http.Request, in arriving) (endpoint.Answer, error) {
			client, id := endpoint.Client(r), endpoint.ID(r)
			if coming, err := s.Readiness.Coming(r.Context(), client, in.Appointment); err == nil && coming.Session != uuid.Nil && coming.Session != id {
				return endpoint.SeeOther("/clients/%s/dosing/%s", client, coming.Session), nil // somebody was faster
			}
			return endpoint.SeeOther("/clients/%s/dosing/%s/arrival-check", client, id), s.Readiness.Arrive(r.Context(), client, id, in.Appointment)
		},
	}
}

// check is the arrival check as typed: the weight with its unit, and how many answers
// the page was drawn from.
type check struct {
	readiness.Arrival
	Typed string      `form:"weight_typed"`
	Unit  vitals.Unit `form:"weight_unit"`
	Seen  int         `form:"seen"`
}

func (s Screens) checkForm() endpoint.Form[check] {
	return endpoint.Form[check]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) {
			p, err := s.Readiness.ArrivalCheck(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"))
			if err != nil {
				return nil, err
			}
			return checkPage(p, prefill(r, f, p)), nil
		},
		Submit: func(r *http.Request, in check) (endpoint.Answer, error) {
			arrival, err := in.arrival()
			if err != nil {
				return endpoint.Answer{}, err
			}
			err = s.Readiness.SaveArrivalCheck(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"), endpoint.ID(r), in.Seen, arrival)
			return endpoint.SeeOther("%s", at(r, "readiness")), renamed(err, "weight", "weight_typed")
		},
	}
}

// arrival is what was typed, metric, without rows of lozenges that were not counted.
func (c check) arrival() (readiness.Arrival, error) {
	a := c.Arrival
	var counted []readiness.Brought
	for _, b := range a.Lozenges.Brought {
		if b.Units != 0 || b.Strength == 0 && b.Lot != "" {
			counted = append(counted, b)
		}
	}
	a.Lozenges.Brought = counted
	if c.Typed == "" {
		return a, nil
	}
	kilograms, _, err := vitals.Weight(c.Typed, c.Unit)
	if p, ok := problem.As(err); ok {
		return a, problem.At("weight_typed", "%s", p.Error())
	}
	a.Weight = kilograms
	return a, err
}

// renamed gives a sentence the name its field has on the page.
func renamed(err error, from, to string) error {
	p, ok := problem.As(err)
	if !ok {
		return err
	}
	for i := range p.Fields {
		if p.Fields[i].Name == from {
			p.Fields[i].Name = to
		}
	}
	return p
}
