package vitals_test

import (
	"fmt"
	"strings"
	"testing"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/vitals"
)

// TestTheReadingsOfTheDaysSessions since ten, in the order of the clock.
func TestTheReadingsOfTheDaysSessions(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	for _, test := range []struct {
		name, want string
		rows       []planted
	}{
		{"in order", "-2h0m0s, -1h0m0s", []planted{{at: "-1h", session: "under", systolic: 120, diastolic: 80}, {at: "-2h", session: "under", systolic: 120, diastolic: 80}}},
		{"earlier", "", []planted{{at: "-121m", session: "under", systolic: 120, diastolic: 80}}},
		{"voided", "", []planted{{at: "-1h", session: "under", systolic: 120, diastolic: 80, voided: true}}},
		{"of no session", "", []planted{{at: "-1h", systolic: 120, diastolic: 80}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			d.Plant(t, `delete from vitals`)
			d.Plant(t, `delete from dosing_session`)
			of := d.Client(t, c)
			for _, r := range test.rows {
				r.store(t, d, c, of)
			}
			var got []string
			for _, r := range dbtest.Ask(c.As(t.Context(), "jonah"), t, d, func(b *db.Batch) *db.Rows[vitals.Taken] { return vitals.QueueTaken(b, dbtest.Noon.Add(-120*60e9)) }) {
				got = append(got, fmt.Sprint(r.TakenAt.Sub(dbtest.Noon)))
				var session bool
				if err := d.Owner.QueryRow(t.Context(), `select exists (select from dosing_session where id = $1)`, r.SessionID).Scan(&session); err != nil || !session || r.Slot != "unscheduled" {
					t.Errorf("got %+v (%v)", r, err)
				}
			}
			if all := strings.Join(got, ", "); all != test.want {
				t.Errorf("got %q, want %q", all, test.want)
			}
		})
	}
}
