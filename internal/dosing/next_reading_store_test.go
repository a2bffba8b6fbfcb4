package dosing_test

import (
	"strings"
	"testing"
	"time"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/dosing"
	"kap/internal/readiness"
)

// TestTheNextReadingOfASession: the lozenge was taken at noon, the baseline a quarter
// before; the protocol asks for readings at +40 and +90.
func TestTheNextReadingOfASession(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	at := func(minute int) time.Time { return dbtest.Noon.Add(time.Duration(minute) * time.Minute) }
	var of dbtest.Client
	var s, mine readiness.Begun // s may become another session
	begin := func() {
		of, s = d.Client(t, c), readiness.Begun{ID: db.NewID(), StartedAt: at(0)}
		d.Plant(t, `insert into dosing_session (clinic_id, id, client_id, course_id, status, arrived_at, cleared_at, cleared_by, started_at)
			values ($1, $2, $3, $4, 'dosed', $5, $6, $7, $6)`, c.ID, s.ID, of.ID, of.Course, at(-60), at(0), c.Staff["jonah"].Staff)
	}
	reads := func(minute int, slot string) {
		d.Plant(t, `insert into vitals (clinic_id, id, client_id, session_id, taken_at, slot, systolic, diastolic) values ($1, $2, $3, $4, $5, $6, 120, 80)`,
			c.ID, db.NewID(), of.ID, s.ID, at(minute), slot)
	}
	takes := func(minute int, kind string) {
		d.Plant(t, `with taken as (
			    insert into intake (clinic_id, id, client_id, session_id, kind, at, mg, from_paper) values ($1, $2, $3, $4, $5, $6, 100, true)
			    returning clinic_id, id, client_id)
			insert into intake_line (clinic_id, id, client_id, intake_id, units, strength, lot)
			select clinic_id, $7, client_id, id, 1, 100, 'A' from taken`,
			c.ID, db.NewID(), of.ID, s.ID, kind, at(minute), db.NewID())
	}
	notes := func(minute int, kind, slot string) {
		d.Plant(t, `insert into dosing_event (clinic_id, id, client_id, session_id, at, kind, slot, words) values ($1, $2, $3, $4, $5, $6, $7, 'x')`,
			c.ID, db.NewID(), of.ID, s.ID, at(minute), kind, slot)
	}
	for _, test := range []struct {
		name, want string
		now        int
		plant      func()
	}{
		{"the first", "+40 40m0s", 1, func() { takes(0, "first") }},
		{"one taken", "+90 1h30m0s", 51, func() { reads(40, "+40") }},
		{"another session's reading", "+40 40m0s", 51, func() { reads(40, "+40") }},
		{"another session's was let go", "+40 40m0s", 51, func() { notes(40, "reading_missed", "+40") }},
		{"read, and another session's booster", "+90 1h30m0s", 51, func() { takes(0, "first"); takes(25, "booster") }},
		{"one let go", "+90 1h30m0s", 51, func() { notes(40, "reading_missed", "+40") }},
		{"something else noted", "+40 40m0s", 51, func() { notes(40, "nausea", "+40") }},
		{"after a booster", "+40 booster 1h5m0s", 51, func() { reads(40, "+40"); takes(0, "first"); takes(25, "booster") }},
	} {
		t.Run(test.name, func(t *testing.T) {
			begin()
			reads(-15, "baseline")
			mine = s
			if strings.HasPrefix(test.name, "read") {
				reads(40, "+40")
			}
			if strings.Contains(test.name, "another session") {
				begin()
			}
			test.plant()
			var rows dosing.RunningRows
			if err := d.Read(c.As(t.Context(), "jonah"), func(v *db.View) error {
				b := db.NewBatch(v)
				rows = dosing.QueueRunning(b, at(-60))
				return b.Send(t.Context())
			}); err != nil {
				t.Fatal(err)
			}
			next := rows.Next(mine, at(test.now))
			if next == nil {
				t.Fatal("no reading is due")
			}
			if got := next.Name() + " " + next.At.Sub(at(0)).String(); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
