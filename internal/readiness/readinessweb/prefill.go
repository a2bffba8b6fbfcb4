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
	a.Lozenges.Brought = bringing(p)
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

func brought(i int, field string) string { return fmt.Sprintf("lozenges.brought[%d].%s", i, field) }
