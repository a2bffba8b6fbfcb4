package course_test

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/dbtest"
)

// TestTheFirstLozengeOfACourse: of the days that are planted, in hours before noon.
func TestTheFirstLozengeOfACourse(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	var of dbtest.Client
	var number int
	dosed := func(client, course uuid.UUID, hours int) {
		number++
		d.Plant(t, `insert into dosing_day (clinic_id, id, client_id, course_id, number, on_date, started_at)
			values ($1, $2, $3, $4, $5, $6::timestamptz::date, $6)`,
			c.ID, db.NewID(), client, course, number, dbtest.Noon.Add(-time.Duration(hours)*time.Hour))
	}
	for _, test := range []struct {
		name  string
		want  time.Duration // before noon; 0: none
		plant func()
	}{
		{"none", 0, func() {}},
		{"the first of several", 900 * time.Hour, func() {
			for _, hours := range []int{600, 900, 300} {
				dosed(of.ID, of.Course, hours)
			}
		}},
		{"one planned", 100 * time.Hour, func() {
			d.Plant(t, `insert into dosing_day (clinic_id, id, client_id, course_id, number) values ($1, $2, $3, $4, 9)`, c.ID, db.NewID(), of.ID, of.Course)
			dosed(of.ID, of.Course, 100)
		}},
		{"one of another course", 0, func() {
			closed := db.NewID()
			d.Plant(t, `insert into course (clinic_id, id, client_id, opened_at, closed_at, closed_reason) values ($1, $2, $3, '2026-01-01', '2026-03-01', 'completed')`, c.ID, closed, of.ID)
			dosed(of.ID, closed, 200)
		}},
		{"another client's", 0, func() { other := d.Client(t, c); dosed(other.ID, other.Course, 200) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			of, number = d.Client(t, c), 0
			test.plant()
			var first time.Time
			if err := d.Read(c.As(t.Context(), "jonah"), func(v *db.View) error {
				b := db.NewBatch(v)
				read := course.QueueFirstLozenge(b, of.ID)
				err := b.Send(t.Context())
				first = read(of.Course)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			if test.want == 0 != first.IsZero() || test.want > 0 && !first.Equal(dbtest.Noon.Add(-test.want)) {
				t.Errorf("got %v", first)
			}
		})
	}
}
