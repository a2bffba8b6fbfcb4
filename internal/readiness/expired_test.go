package readiness_test

import (
	"strings"
	"testing"

	"kap/internal/db"
	"kap/internal/medication"
	"kap/internal/readiness"
	"kap/internal/testday"
)

// halves adds an order of 50 mg beside that of 100 mg, with its last day.
func (h booked) halves(expires string) {
	h.Own(`insert into prescription (clinic_id, id, client_id, course_id, decision_id, strength, units_dispensed, start_units, max_units,
		    booster_units, issued_on, expires_on, signed_at, signed_by)
		select clinic_id, $1, client_id, course_id, decision_id, 50, 8, 1, 4, 0, '2026-11-03', $2::date, '2026-11-04 18:00Z', signed_by
		from prescription`, db.NewID(), expires)
}

func TestAStrengthWhoseOrderEndedIsNotOrdered(t *testing.T) {
	for _, c := range []struct{ expires, says string }{
		{"2026-11-24", ""},
		{"2026-11-23", "50 mg is not the strength ordered"},
	} {
		t.Run(c.expires, func(t *testing.T) {
			h := here(t)
			h.halves(c.expires)
			a := testday.HealthyArrival()
			a.Lozenges.Brought = append(a.Lozenges.Brought, readiness.Brought{Strength: medication.Milligrams(50), Units: medication.Whole(2)})
			h.Answer(a)
			p, err := h.Readiness(h.By("jonah"), h.Client, h.Session)
			h.Do(err)
			if item, _ := p.Gate.Item("G02"); item.Passes() != (c.says == "") || !strings.Contains(item.Sentence, c.says) {
				t.Errorf("%s, %s", item.State, item.Sentence)
			}
		})
	}
}

func TestNoLozengeOfAnOrderThatEnded(t *testing.T) {
	for _, c := range []struct{ expires, says string }{
		{"2026-11-24", ""},
		{"2026-11-23", "50 mg is not a strength ordered"},
	} {
		t.Run(c.expires, func(t *testing.T) {
			h := cleared(t)
			h.halves(c.expires)
			in := h.Lozenge()
			in.Lines[0].Strength, in.Lines[0].Units, in.Lines[0].Lot = medication.Milligrams(50), medication.Whole(1), ""
			err := h.RecordIntake(h.By("jonah"), h.Client, h.Session, db.NewID(), in)
			if (err == nil) != (c.says == "") || !strings.Contains(testday.Said(err), c.says) {
				t.Errorf("got %v", testday.Said(err))
			}
		})
	}
}
