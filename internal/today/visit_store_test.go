package today_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/today"
)

// TestWhoseVisitsStandOnAHome: what is planted for the day, and which visits the home of a
// role lists, by the minute they begin.
func TestWhoseVisitsStandOnAHome(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	visit := func(minute int, kind, status, of string) uuid.UUID {
		id, in := db.NewID(), d.Client(t, c)
		d.Plant(t, `insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason) values ($1, $2, $3, $4, 'nurse', '2026-01-01', 'named')`,
			c.ID, db.NewID(), in.ID, c.Staff["tomas"].Staff)
		d.Plant(t, `insert into appointment (clinic_id, id, client_id, course_id, kind, starts_at, ends_at, status, staff_id, cancelled_at, cancelled_by)
			values ($1, $2, $3, $4, $5, $6, $6::timestamptz + interval '30 minutes', $7, $8, case when $7 = 'cancelled' then $6::timestamptz end, case when $7 = 'cancelled' then 'client' else '' end)`,
			c.ID, id, in.ID, in.Course, kind, dbtest.Noon.Add(time.Duration(minute)*time.Minute), status, c.Staff[of].Staff)
		return id
	}
	books := func(visit uuid.UUID, who string, active bool) {
		d.Plant(t, `insert into booking (clinic_id, id, appointment_id, staff_id, starts_at, ends_at, active)
			select clinic_id, $2, id, $3, starts_at, ends_at, $4 from appointment where id = $1`, visit, db.NewID(), c.Staff[who].Staff, active)
	}
	for _, test := range []struct {
		name, who, want string
		as              auth.Role
		plant           func()
	}{
		{"one's own", "jonah", "10 mine", auth.Therapist, func() { visit(10, "call", "confirmed", "jonah") }},
		{"another's", "jonah", "", auth.Therapist, func() { visit(10, "call", "confirmed", "miriam") }},
		{"one takes part", "jonah", "10", auth.Therapist, func() { books(visit(10, "call", "confirmed", "miriam"), "jonah", true) }},
		{"one took part, and was let go", "jonah", "", auth.Therapist, func() { books(visit(10, "call", "confirmed", "miriam"), "jonah", false) }},
		{"somebody else takes part", "jonah", "", auth.Therapist, func() { books(visit(10, "call", "confirmed", "miriam"), "priya", true) }},
		{"in order", "jonah", "10 mine, 40 mine", auth.Therapist, func() { visit(40, "call", "confirmed", "jonah"); visit(10, "call", "done", "jonah") }},
		{"cancelled", "jonah", "", auth.Therapist, func() { visit(10, "call", "cancelled", "jonah") }},
		{"missed", "jonah", "10 mine", auth.Therapist, func() { visit(10, "call", "no_show", "jonah") }},
		{"yesterday and tomorrow", "jonah", "", auth.Therapist, func() { visit(-24*60, "call", "confirmed", "jonah"); visit(24*60, "call", "confirmed", "jonah") }},
		{"a nurse reads dosings alone", "tomas", "40", auth.Nurse, func() { visit(10, "call", "confirmed", "jonah"); visit(40, "dosing", "confirmed", "jonah") }},
		{"the front desk reads all", "grace", "10, 40", auth.Admin, func() { visit(40, "dosing", "confirmed", "jonah"); visit(10, "call", "confirmed", "miriam") }},
	} {
		t.Run(test.name, func(t *testing.T) {
			d.Plant(t, `delete from booking`)
			d.Plant(t, `delete from appointment`)
			test.plant()
			h, err := today.Service{DB: d.DB}.Home(c.As(t.Context(), test.who), test.as, time.UTC)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, v := range h.Visits {
				words := strings.TrimSuffix(v.StartsAt.Sub(dbtest.Noon).String(), "m0s")
				if v.Mine {
					words += " mine"
				}
				got = append(got, words)
			}
			if all := strings.Join(got, ", "); all != test.want {
				t.Errorf("got %q, want %q", all, test.want)
			}
		})
	}
}
