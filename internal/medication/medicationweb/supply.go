package medicationweb

import (
	"net/http"
	"slices"

	"github.com/a-h/templ"

	"kap/internal/endpoint"
	"kap/internal/medication"
	"kap/internal/staff"
	"kap/web/ui"
)

func (s Screens) supply(r *http.Request) (templ.Component, error) {
	return s.supplyPage(r, endpoint.Fresh(r, r.URL.Path))
}

func (s Screens) supplyPage(r *http.Request, f ui.Form) (templ.Component, error) {
	supply, err := s.Medication.Supply(r.Context(), endpoint.Client(r))
	if err != nil {
		return nil, err
	}
	var line medication.MovementEntry
	if len(supply.Orders) > 0 {
		line.Strength = supply.Orders[0].Strength
	}
	return supplyPage(endpoint.Filled(r, f, line), endpoint.Client(r), supply), nil
}

func (s Screens) entryForm() endpoint.Form[medication.MovementEntry] {
	return endpoint.Form[medication.MovementEntry]{
		Page: s.supplyPage,
		Submit: func(r *http.Request, t medication.MovementEntry) (endpoint.Answer, error) {
			client := endpoint.Client(r)
			return endpoint.SeeOther("/clients/%s/supply", client), s.Medication.RecordSupply(r.Context(), client, endpoint.ID(r), t)
		},
	}
}

// seconds are those who can count as the second person: anybody here but the actor.
func seconds(supply medication.Supply, shell ui.Shell) []ui.Option {
	others := slices.DeleteFunc(slices.Clone(supply.Members), func(m staff.Member) bool { return m.ID == shell.Actor.Staff })
	return ui.OptionsOf(others)
}
