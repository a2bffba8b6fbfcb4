package course_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/schedule"
)

// TestTheDosingBeforeAnIntegrationVisit: what is planted around a dosing of Nov 24, and what
// schedule is told for a visit on Dec 2.
func TestTheDosingBeforeAnIntegrationVisit(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	zone, err := time.LoadLocation("America/Denver")
	if err != nil {
		t.Fatal(err)
	}
	var of dbtest.Client
	moved := db.NewID()
	dosed := func(in dbtest.Client, on string, change string) {
		id := db.NewID()
		d.Plant(t, `insert into dosing_day (clinic_id, id, client_id, course_id, number, on_date, place, min_days)
			select $1, $2, $3, $4, count(*) + 1, $5, 'here', 1 from dosing_day where client_id = $3`, c.ID, id, in.ID, in.Course, on)
		if change != "" {
			d.Plant(t, `update dosing_day set `+change+` where id = $1`, id)
		}
	}
	visit := func(in dbtest.Client, id uuid.UUID, kind, day, status string) {
		d.Plant(t, `insert into appointment (clinic_id, id, client_id, course_id, kind, starts_at, ends_at, status, cancelled_at, cancelled_by)
			values ($1, $2, $3, $4, $5, $6::timestamptz, $6::timestamptz + interval '1 hour', $7,
			    case when $7 = 'cancelled' then now() end, case when $7 = 'cancelled' then 'client' else '' end)`,
			c.ID, id, in.ID, in.Course, kind, day+" 18:00Z", status)
	}
	for _, test := range []struct {
		name, day string // empty: there is no dosing before
		first     bool
		plant     func()
	}{
		{"the first visit after it", "Nov 24", true, func() {}},
		{"the latest dosing before the day", "Dec 1", true, func() { dosed(of, "2026-12-01", "") }},
		{"a dosing on the day itself", "Dec 2", true, func() { dosed(of, "2026-12-02", "") }},
		{"a dosing after the day", "Nov 24", true, func() { dosed(of, "2026-12-03", "") }},
		{"a day that was cancelled", "Nov 24", true, func() {
			visit(of, moved, "dosing", "2026-12-01", "cancelled")
			d.Plant(t, `insert into dosing_day (clinic_id, id, client_id, course_id, number, appointment_id, cancelled_at) values ($1, $2, $3, $4, 2, $5, now())`,
				c.ID, db.NewID(), of.ID, of.Course, moved)
		}},
		{"of somebody else", "Nov 24", true, func() { dosed(d.Client(t, c), "2026-12-01", "") }},
		{"integrated already", "Nov 24", false, func() { d.Plant(t, `update dosing_day set integrated_at = now() where client_id = $1`, of.ID) }},
		{"another integration visit is booked", "Nov 24", false, func() { visit(of, db.NewID(), "integration", "2026-11-26", "tentative") }},
		{"one was held", "Nov 24", false, func() { visit(of, db.NewID(), "integration", "2026-11-26", "done") }},
		{"it is the visit itself that moves", "Nov 24", true, func() { visit(of, moved, "integration", "2026-11-26", "confirmed") }},
		{"it was cancelled", "Nov 24", true, func() { visit(of, db.NewID(), "integration", "2026-11-26", "cancelled") }},
		{"nobody came", "Nov 24", true, func() { visit(of, db.NewID(), "integration", "2026-11-26", "no_show") }},
		{"a visit for something else", "Nov 24", true, func() { visit(of, db.NewID(), "follow-up", "2026-11-26", "confirmed") }},
		{"an integration visit before the dosing", "Nov 24", true, func() { visit(of, db.NewID(), "integration", "2026-11-24", "confirmed") }},
		{"one that follows the next dosing", "Nov 24", true, func() {
			dosed(of, "2026-12-08", "")
			visit(of, db.NewID(), "integration", "2026-12-08", "confirmed")
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			of = d.Client(t, c)
			moved = db.NewID()
			dosed(of, "2026-11-24", "")
			test.plant()
			var got schedule.LastDosing
			err := d.Keep(c.As(t.Context(), "jonah"), func(tx *db.Tx) (err error) {
				got, _, err = course.LastDosing(t.Context(), tx, schedule.Appointment{ID: moved, ClientID: of.ID}, time.Date(2026, 12, 2, 0, 0, 0, 0, time.UTC), zone)
				return err
			})
			if err != nil || got.Day.Format("Jan 2") != test.day || got.First != test.first {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
}
