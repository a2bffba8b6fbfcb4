package schedule_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/schedule"
)

// TestWhichVisitsAreHeld: five visits of the open course, one a day from tomorrow on, and
// which of them a hold makes tentative.
func TestWhichVisitsAreHeld(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	for _, test := range []struct {
		name  string
		hold  schedule.Hold
		other bool // the hold is of another course
		plan  string
		want  string
	}{
		{"all that are confirmed and ahead", schedule.Hold{}, false, "dosing confirmed, integration confirmed", "tentative Paused, tentative Paused"},
		{"what has begun, was held or cancelled stays", schedule.Hold{}, false, "dosing arrived, dosing done, dosing no_show, dosing not_held", "arrived , done , no_show , not_held "},
		{"what is tentative keeps its words", schedule.Hold{}, false, "dosing tentative", "tentative was"},
		{"of one kind", schedule.Hold{Kind: schedule.Dosing}, false, "preparation confirmed, dosing confirmed", "confirmed , tentative Paused"},
		{"the first so many stay, tentative ones counted", schedule.Hold{Kind: schedule.Dosing, Keep: 2}, false,
			"dosing tentative, integration confirmed, dosing confirmed, dosing confirmed", "tentative was, confirmed , confirmed , tentative Paused"},
		{"what is over is not counted", schedule.Hold{Kind: schedule.Dosing, Keep: 1}, false, "dosing done, dosing confirmed, dosing confirmed", "done , confirmed , tentative Paused"},
		{"of another course", schedule.Hold{}, true, "dosing confirmed", "confirmed "},
	} {
		t.Run(test.name, func(t *testing.T) {
			of, somebody := d.Client(t, c), d.Client(t, c)
			book := func(who dbtest.Client, day int, kind, status string) {
				at := d.Now().AddDate(0, 0, day)
				d.Plant(t, `insert into appointment (clinic_id, id, client_id, course_id, kind, starts_at, ends_at, status, tentative_for)
					values ($1, $2, $3, $4, $5, $6, $7, $8, case when $8 = 'tentative' then 'was' else '' end)`, c.ID, db.NewID(), who.ID, who.Course, kind, at, at.Add(time.Hour), status)
			}
			for i, planned := range strings.Split(test.plan, ", ") {
				kind, status, _ := strings.Cut(planned, " ")
				book(of, i+1, kind, status)
			}
			book(of, -1, "dosing", "confirmed") // its hour has passed
			book(somebody, 1, "dosing", "confirmed")
			hold := test.hold
			hold.TentativeFor = "Paused"
			if test.other {
				hold.Course = somebody.Course
			}
			err := d.Write(c.As(t.Context(), "miriam"), []uuid.UUID{of.ID}, func(tx *db.Tx) (audit.Event, error) {
				return audit.Did("pause.opened", of.ID, "pause", uuid.Nil), schedule.HoldAhead(t.Context(), tx, of.ID, hold)
			})
			if err != nil {
				t.Fatal(err)
			}
			if got := statuses(t, d, of.ID); got != "confirmed , "+test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if got := statuses(t, d, somebody.ID); got != "confirmed " {
				t.Errorf("somebody else's: got %q", got)
			}
		})
	}
}

func statuses(t *testing.T, d *dbtest.DB, client uuid.UUID) (got string) {
	t.Helper()
	err := d.Owner.QueryRow(context.Background(), `select string_agg(status || ' ' || tentative_for, ', ' order by starts_at) from appointment where client_id = $1`, client).Scan(&got)
	if err != nil {
		t.Fatal(err)
	}
	return got
}
