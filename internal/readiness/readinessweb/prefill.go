package readinessweb

import (
	"fmt"
	"net/http"
	"strconv"

	"kap/internal/endpoint"
	"kap/internal/readiness"
	"kap/internal/vitals"
	"kap/web/ui"
)

// prefill shows what was answered so far.
func prefill(r *http.Request, f ui.Form, p readiness.ArrivalPage) ui.Form {
	a := p.Arrival
	a.Lozenges.Brought, a.Medicines.Taken = bringing(p), holding(p)
	unit := vitals.Pounds
	if a.Weight != 0 {
		unit = vitals.Kilograms
		f = f.Default("weight_typed", a.Weight.String())
	}
	return endpoint.Filled(r, f.Default("weight_unit", string(unit)).Default("seen", strconv.Itoa(p.Rows)), a)
}

// bringing are the rows of lozenges to count: those counted, else those on record, and
// one more for another label.
func bringing(p readiness.ArrivalPage) []readiness.Brought {
	rows := p.Arrival.Lozenges.Brought
	if len(rows) == 0 {
		rows = p.Labels
	}
	return append(rows[:len(rows):len(rows)], readiness.Brought{})
}

// holding are the medicines to hold, each with when it was last taken where that was told.
func holding(p readiness.ArrivalPage) (rows []readiness.LastTaken) {
	for _, h := range p.Holds {
		row := readiness.LastTaken{Name: h.Medicine.Name}
		for _, t := range p.Arrival.Medicines.Taken {
			if t.Name == row.Name {
				row.At = t.At
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func taken(i int, field string) string { return fmt.Sprintf("medicines.taken[%d].%s", i, field) }

func brought(i int, field string) string { return fmt.Sprintf("lozenges.brought[%d].%s", i, field) }
