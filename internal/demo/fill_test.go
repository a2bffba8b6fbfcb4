package demo_test

import (
	"context"
	"testing"
	"time"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/verify"
)

// hours are moments at which somebody opens the demo; at five past one the arrival of
// who is in session has to fit between midnight and the lozenge.
var hours = map[string]time.Time{
	"just before noon": dbtest.Noon.Add(-4 * time.Second), // the clock goes on while the desk tries times
	"one at night":     dbtest.Noon.Add(13*time.Hour + 5*time.Minute),
	"Sunday morning":   dbtest.Noon.AddDate(0, 0, 5).Add(-4 * time.Hour),
}

func TestTheDemoIsFilledAtAnyHour(t *testing.T) {
	for name, at := range hours {
		t.Run(name, func(t *testing.T) {
			h, d := open(t)
			d.Set(at)
			_, err := h.Fill(t.Context(), nil)
			do(t, err)
			if trips := d.Trips(); trips > 12700 { // somebody waits for them before the first page
				t.Errorf("filled in %d trips", trips)
			}
			stages(t, d)
			verified(t, d)
		})
	}
}

// stages says that somebody stands at every stage, and the most of it.
func stages(t *testing.T, d *dbtest.DB) {
	t.Helper()
	rows, err := d.Owner.Query(t.Context(), `select stage, paused from pathway`)
	do(t, err)
	seen := map[string]bool{}
	for rows.Next() {
		var stage string
		var paused bool
		do(t, rows.Scan(&stage, &paused))
		seen[stage] = true
		seen["paused"] = seen["paused"] || paused
	}
	do(t, rows.Err())
	for _, want := range []string{"referred", "consultation", "awaiting information", "deferred", "eligible", "preparing",
		"dosing 1 of 6", "dosing 2 of 6", "dosing 3 of 6", "dosing 4 of 6", "dosing 5 of 6", "completing", "completed", "declined", "closed", "paused"} {
		if !seen[want] {
			t.Errorf("nobody stands at %q", want)
		}
	}
}

func verified(t *testing.T, d *dbtest.DB) {
	t.Helper()
	owner, err := db.OpenOwner(context.Background(), d.OwnerDSN, d.Now)
	do(t, err)
	defer owner.Close()
	findings, err := verify.Everything(context.Background(), owner)
	do(t, err)
	for _, f := range findings {
		t.Error(f)
	}
}
