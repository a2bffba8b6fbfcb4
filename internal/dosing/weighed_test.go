package dosing_test

import (
	"strings"
	"testing"

	"kap/internal/db"
	"kap/internal/testday"
	"kap/internal/vitals"
)

func TestTheLozengePageWarnsOfAnOldWeight(t *testing.T) {
	for _, c := range []struct {
		name, taken, kilograms, says string
		today                        int // tenths of a kilogram on arrival; 0 is not weighed
	}{
		{"90 days old", "2026-08-26", "72", "", 0},
		{"91 days old", "2026-08-25", "72", "more than 90 days", 0},
		{"weighed today, 10 % more", "2026-08-25", "72", "", 792},
		{"weighed today, above 10 %", "2026-08-25", "72", "more than 10 %", 793},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := here(t)
			h.Own(`insert into vitals (clinic_id, id, client_id, taken_at, weight) values ($1, $2, $3, $4::date + interval '18 hours', $5::text::numeric)`,
				h.ID(), db.NewID(), h.Client, c.taken, c.kilograms)
			a := testday.HealthyArrival()
			a.Weight = 0
			h.Answer(a)
			if c.today > 0 {
				a.Weight = vitals.Tenths(c.today)
				h.Answer(a)
			}
			p, err := h.Intakes(h.By("jonah"), h.Client, h.Session)
			h.Do(err)
			if all := strings.Join(p.Warnings, " "); (all == "") != (c.says == "") || !strings.Contains(all, c.says) {
				t.Errorf("warns %q", all)
			}
		})
	}
}
