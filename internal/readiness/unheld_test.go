package readiness_test

import (
	"testing"

	"kap/internal/db"
	"kap/internal/readiness"
	"kap/internal/testday"
)

// pulse is a healthy reading at 11:59 but for its pulse and oxygen.
func (h booked) pulse(rate, oxygen int) {
	h.Own(`insert into vitals (clinic_id, id, client_id, session_id, taken_at, slot, systolic, diastolic, heart_rate, spo2, sedation, measured_by)
		values ($1, $2, $3, $4, $5, 'baseline', 128, 82, $6, $7, 5, $8)`,
		h.ID(), db.NewID(), h.Client, h.Session, h.After(-1), rate, oxygen, h.Who("jonah"))
}

// TestWhatASessionThatWasNotHeldLeaves: what stopped it outlasts the day, unless the
// prescriber has answered it.
func TestWhatASessionThatWasNotHeldLeaves(t *testing.T) {
	const pressure = `select count(*) from review where kind = 'pressure' and answered_at is null`
	const pregnancy = `select count(*) from pause where kind = 'medical' and lifted_at is null`
	for _, c := range []struct {
		name, ask string
		want      int
		change    func(booked)
	}{
		{"within limits", pressure, 0, func(booked) {}},
		{"140/90, at the limit", pressure, 0, func(h booked) { h.Pressure(-1, 140, 90) }},
		{"141/90 once, not repeated", pressure, 1, func(h booked) { h.Pressure(-1, 141, 90) }},
		{"148/92 twice", pressure, 1, func(h booked) { h.Pressure(-7, 148, 92); h.Pressure(-1, 148, 92) }},
		{"182/112 twice", pressure, 1, func(h booked) { h.Pressure(-7, 182, 112); h.Pressure(-1, 182, 112) }},
		{"148/92, overridden", pressure, 0, func(h booked) {
			h.Pressure(-7, 148, 92)
			h.Pressure(-1, 148, 92)
			h.At(0)
			h.Do(h.Override(h.By("miriam"), h.Client, h.Session, db.NewID(), "G08", readiness.OverrideEntry{Reason: "White coat"}))
		}},
		{"pulse 110, at the limit", pressure, 0, func(h booked) { h.pulse(110, 98) }},
		{"pulse 111", pressure, 1, func(h booked) { h.pulse(111, 98) }},
		{"oxygen 93", pressure, 0, func(h booked) { h.pulse(72, 93) }},
		{"pregnancy not possible", pregnancy, 0, func(booked) {}},
		{"possible, not tested", pregnancy, 1, func(h booked) {
			a := testday.HealthyArrival()
			a.Pregnancy.Possible = readiness.Yes
			h.Answer(a)
		}},
		{"possible, tested negative", pregnancy, 0, func(h booked) {
			a := testday.HealthyArrival()
			a.Pregnancy = readiness.Pregnancy{Possible: readiness.Yes, Test: readiness.Negative}
			h.Answer(a)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := here(t)
			c.change(h)
			h.At(1)
			h.Do(h.NotStart(h.By("jonah"), h.Client, h.Session, ""))
			if n := look[int](h, c.ask); n != c.want {
				t.Errorf("%d opened, want %d", n, c.want)
			}
		})
	}
}
