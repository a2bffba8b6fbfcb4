package pathway_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/pathway"
)

// TestWhereCoursesStandAsStored: open ones and those closed since yesterday's noon.
func TestWhereCoursesStandAsStored(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	yesterday := dbtest.Noon.AddDate(0, 0, -1)
	for _, test := range []struct{ name, closed, changes, stale, want string }{
		{"open", "", "", "false", "dosing 1 of 6|Ready|true|false"},
		{"computing it failed", "", "", "true", "dosing 1 of 6|Ready|true|true"},
		{"time makes it another now", "", "2026-11-24 19:00Z", "false", "dosing 1 of 6|Ready|true|true"},
		{"time will make it another", "", "2026-11-24 19:01Z", "false", "dosing 1 of 6|Ready|true|false"},
		{"closed since", "2026-11-23 19:00Z", "", "false", "dosing 1 of 6|Ready|true|false"},
		{"closed before", "2026-11-23 18:59Z", "", "false", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			of := d.Client(t, c)
			d.Plant(t, `update course set closed_at = nullif($2, '')::timestamptz, closed_reason = 'completed' where id = $1`, of.Course, test.closed)
			d.Plant(t, `insert into pathway (clinic_id, client_id, course_id, stage, desk_label, paused, changes_at, stale)
				values ($1, $2, $3, 'dosing 1 of 6', 'Ready', true, nullif($4, '')::timestamptz, $5::text::bool)`, c.ID, of.ID, of.Course, test.changes, test.stale)
			var got []string
			for _, p := range dbtest.Ask(c.As(t.Context(), "jonah"), t, d, func(b *db.Batch) *db.Rows[pathway.Projection] { return pathway.QueueProjections(b, yesterday) }) {
				if p.CourseID == of.Course {
					got = append(got, fmt.Sprintf("%s|%s|%t|%t", p.Stage, p.DeskLabel, p.Paused, p.Stale))
				}
			}
			if all := strings.Join(got, ", "); all != test.want {
				t.Errorf("got %q, want %q", all, test.want)
			}
		})
	}
}

// TestWhichDosingsWereWeighed: those that begin between noon and one, and of no other kind.
func TestWhichDosingsWereWeighed(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	for _, test := range []struct {
		kind   string
		minute int
		want   bool
	}{
		{"dosing session", 0, true}, {"dosing session", 59, true}, {"dosing session", 60, false}, {"dosing session", -1, false}, {"in session", 0, false},
	} {
		of := d.Client(t, c)
		due := dbtest.Noon.Add(time.Duration(test.minute) * time.Minute)
		d.Plant(t, `insert into pathway_step (clinic_id, client_id, course_id, position, kind, what, due, blocked_by)
			values ($1, $2, $3, 1, $4, 'Dose 2', $5, '{Escort,Consent}')`, c.ID, of.ID, of.Course, test.kind, due)
		found := false
		for _, w := range dbtest.Ask(c.As(t.Context(), "jonah"), t, d, func(b *db.Batch) *db.Rows[pathway.Weighed] {
			return pathway.QueueWeighed(b, dbtest.Noon, dbtest.Noon.Add(time.Hour))
		}) {
			if w.CourseID == of.Course {
				found = w.Due.Equal(due) && strings.Join(w.BlockedBy, ",") == "Escort,Consent"
			}
		}
		if found != test.want {
			t.Errorf("%s at minute %d: found %t", test.kind, test.minute, found)
		}
	}
}
