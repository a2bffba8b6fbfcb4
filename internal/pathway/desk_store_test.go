package pathway_test

import (
	"testing"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/pathway"
)

// TestTheProjectionOfTheLatestCourse: the open course's before a closed one's, the last
// closed before those before it, and no other client's.
func TestTheProjectionOfTheLatestCourse(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	ana, bo := d.Client(t, c), d.Client(t, c)
	for stage, closed := range map[string]string{"closed early": "2026-03-01", "closed late": "2026-09-01"} {
		id := db.NewID()
		d.Plant(t, `insert into course (clinic_id, id, client_id, opened_at, closed_at, closed_by, closed_reason)
			values ($1, $2, $3, $4::date - 30, $4, $5, 'completed')`, c.ID, id, ana.ID, closed, c.Staff["miriam"].Staff)
		d.Plant(t, `insert into pathway (clinic_id, client_id, course_id, stage) values ($1, $2, $3, $4)`, c.ID, ana.ID, id, stage)
	}
	d.Plant(t, `insert into pathway (clinic_id, client_id, course_id, stage, owner_role, owner_staff) values ($1, $2, $3, 'open', 'therapist', $4)`,
		c.ID, ana.ID, ana.Course, c.Staff["jonah"].Staff)
	d.Plant(t, `insert into pathway (clinic_id, client_id, course_id, stage) values ($1, $2, $3, 'of Bo')`, c.ID, bo.ID, bo.Course)
	kept := func() pathway.Kept {
		t.Helper()
		found := dbtest.Ask(c.As(t.Context(), "grace"), t, d, func(b *db.Batch) *db.Rows[pathway.Kept] { return pathway.QueueKept(b, ana.ID) })
		if len(found) != 1 {
			t.Fatalf("got %+v", found)
		}
		return found[0]
	}
	if got := kept(); got.Stage != "open" || got.OwnerName != "Jonah Weiss" || got.OwnerRole != "therapist" {
		t.Errorf("while one is open: got %+v", got)
	}
	d.Plant(t, `update course set opened_at = '2025-01-01', closed_at = '2025-02-01', closed_by = $2, closed_reason = 'completed' where id = $1`,
		ana.Course, c.Staff["miriam"].Staff)
	if got := kept(); got.Stage != "closed late" {
		t.Errorf("when all are closed: got %+v", got)
	}
}
