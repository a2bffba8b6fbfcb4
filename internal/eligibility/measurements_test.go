package eligibility_test

import (
	"testing"
	"time"

	"kap/internal/db"
)

// TestAPressureUnderTheMedicineDecidesNothing: the rise after the lozenge is expected
// (esketamine label 5.6); criteria go by what was measured without it.
func TestAPressureUnderTheMedicineDecidesNothing(t *testing.T) {
	for _, c := range []struct {
		name    string
		minutes int // from the lozenge to the reading
		want    int // systolic
	}{
		{"before the lozenge", -1, 172},
		{"at the lozenge", 0, 172},
		{"a minute after", 1, 128},
		{"40 min after", 40, 128},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := open(t)
			session, lozenge := db.NewID(), h.Now().Add(-3*time.Hour)
			h.own(t, `insert into dosing_session (clinic_id, id, created_at, client_id, course_id, status, arrived_at, started_at)
				values ($1, $2, $3, $4, $5, 'dosed', $3, $3)`, h.Clinic.ID, session, lozenge, h.client, h.course)
			h.own(t, `insert into vitals (clinic_id, id, created_at, client_id, taken_at, systolic, diastolic)
				values ($1, $2, $3, $4, $3, 128, 82)`, h.Clinic.ID, db.NewID(), lozenge.AddDate(0, 0, -2), h.client)
			at := lozenge.Add(time.Duration(c.minutes) * time.Minute)
			h.own(t, `insert into vitals (clinic_id, id, created_at, client_id, session_id, taken_at, systolic, diastolic)
				values ($1, $2, $3, $4, $5, $3, 172, 98)`, h.Clinic.ID, db.NewID(), at, h.client, session)
			g, err := h.Ground(h.as("miriam"), h.client)
			if err != nil {
				t.Fatal(err)
			}
			if p := g.Facts.Pressure; p == nil || p.Systolic != c.want {
				t.Errorf("got %+v, want %d", p, c.want)
			}
		})
	}
}
