package task_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/task"
)

// TestWhatWaitsInOtherHands: of the clients one treats, urgent first, then the longest.
func TestWhatWaitsInOtherHands(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	type row struct {
		role, staff, since string
		urgent, done       bool
	}
	for _, test := range []struct {
		name, who, want string
		change          string // of the course
		rows            []row
	}{
		{"in order", "jonah", "urgent, 2026-11-20, 2026-11-22", "", []row{{role: "nurse", since: "2026-11-22"}, {role: "prescriber", since: "2026-11-23", urgent: true}, {role: "nurse", since: "2026-11-20"}}},
		{"of one's role", "jonah", "", "", []row{{role: "therapist", since: "2026-11-20"}}},
		{"one's own", "jonah", "", "", []row{{role: "therapist", staff: "jonah", since: "2026-11-20"}}},
		{"of one's role, in a colleague's hands", "jonah", "2026-11-20", "", []row{{role: "therapist", staff: "priya", since: "2026-11-20"}}},
		{"done", "jonah", "", "", []row{{role: "nurse", since: "2026-11-20", done: true}}},
		{"as the prescriber", "miriam", "2026-11-20", "", []row{{role: "nurse", since: "2026-11-20"}}},
		{"not of whom one only sees", "jonah", "", `update course set therapist_id = null`, []row{{role: "nurse", since: "2026-11-20"}}},
		{"the course is closed", "jonah", "", `update course set closed_at = now(), closed_reason = 'completed'`, []row{{role: "nurse", since: "2026-11-20"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			d.Plant(t, `delete from task`)
			of := d.Client(t, c)
			if test.change != "" {
				d.Plant(t, test.change)
			}
			for _, r := range test.rows {
				var staff any
				if r.staff != "" {
					staff = c.Staff[r.staff].Staff
				}
				d.Plant(t, `insert into task (clinic_id, id, client_id, kind, what, owner_role, owner_staff, since, urgent, closed_at)
					values ($1, $2, $3, 'by hand', case when $4 then 'urgent' else $5 end, $6, $7, $5::date, $4, case when $8 then now() end)`,
					c.ID, db.NewID(), of.ID, r.urgent, r.since, r.role, staff, r.done)
			}
			var got []string
			for _, waits := range dbtest.Ask(c.As(t.Context(), test.who), t, d, func(b *db.Batch) *db.Rows[task.Task] {
				return task.QueueWaiting(b, c.Staff[test.who])
			}) {
				if waits.ClientName != "Ana Ruiz" || waits.ClientID == nil || *waits.ClientID == uuid.Nil {
					t.Errorf("whose is it? %+v", waits)
				}
				got = append(got, waits.What)
			}
			if all := strings.Join(got, ", "); all != test.want {
				t.Errorf("got %q, want %q", all, test.want)
			}
		})
	}
}
