package readiness_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/readiness"
)

// TestHowFarABookedSessionHasCome: of whoever arrived since noon.
func TestHowFarABookedSessionHasCome(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	for _, test := range []struct {
		name, status  string
		minute        int
		booked, found bool
	}{
		{"here", "arrived", 0, true, true},
		{"in session", "dosed", 5, true, true},
		{"not held", "not_started", 5, true, true},
		{"came before", "arrived", -1, true, false},
		{"without a booking", "arrived", 0, false, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			of, session, visit := d.Client(t, c), db.NewID(), uuid.UUID{}
			at := dbtest.Noon.Add(time.Duration(test.minute) * time.Minute)
			if test.booked {
				visit = db.NewID()
				d.Plant(t, `insert into appointment (clinic_id, id, client_id, kind, status, starts_at, ends_at)
					values ($1, $2, $3, 'dosing', 'arrived', $4, $4::timestamptz + interval '3 hours')`, c.ID, visit, of.ID, at)
			}
			d.Plant(t, `insert into dosing_session (clinic_id, id, client_id, course_id, appointment_id, status, arrived_at, cleared_at, cleared_by, started_at, not_started_at)
				values ($1, $2, $3, $4, (select id from appointment where id = $5), $6, $7, case when $6 = 'dosed' then $7::timestamptz end, case when $6 = 'dosed' then $8::uuid end,
				    case when $6 = 'dosed' then $7::timestamptz end, case when $6 = 'not_started' then $7::timestamptz end)`,
				c.ID, session, of.ID, of.Course, visit, test.status, at, c.Staff["jonah"].Staff)
			found := false
			for _, s := range dbtest.Ask(c.As(t.Context(), "jonah"), t, d, func(b *db.Batch) *db.Rows[readiness.Begun] { return readiness.QueueBegun(b, dbtest.Noon) }) {
				if s.ID == session {
					found = true
					if s.AppointmentID != visit || string(s.Status) != test.status || s.StartedAt.Equal(at) != (test.status == "dosed") {
						t.Errorf("got %+v", s)
					}
				}
			}
			if found != test.found {
				t.Errorf("found %t, want %t", found, test.found)
			}
		})
	}
}
