package today_test

import (
	"context"
	"testing"
	"time"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/today"
)

// TestADosingWithoutAStepOfThePathwayIsHeldUp: a confirmed booking of a client nobody has
// decided on yet has no row in pathway_step.
func TestADosingWithoutAStepOfThePathwayIsHeldUp(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	client, course := db.NewID(), db.NewID()
	own := func(sql string, args ...any) {
		t.Helper()
		if _, err := d.Owner.Exec(context.Background(), sql, args...); err != nil {
			t.Fatal(err)
		}
	}
	own(`insert into client (clinic_id, id, number, legal_name, born) values ($1, $2, '', 'Anastasia Ruiz', '1984-03-14')`, c.ID, client)
	own(`insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
		values ($1, $2, $3, $4, 'therapist', '2026-01-01', 'named')`, c.ID, db.NewID(), client, c.Staff["jonah"].Staff)
	own(`insert into course (clinic_id, id, client_id, opened_at, therapist_id) values ($1, $2, $3, '2026-10-01', $4)`,
		c.ID, course, client, c.Staff["jonah"].Staff)
	own(`insert into appointment (clinic_id, id, client_id, course_id, kind, starts_at, ends_at, status, staff_id)
		values ($1, $2, $3, $4, 'dosing', $5::timestamptz, $5::timestamptz + interval '3 hours', 'confirmed', $6)`,
		c.ID, db.NewID(), client, course, d.Now().Add(time.Hour), c.Staff["jonah"].Staff)
	h, err := today.Service{DB: d.DB}.Home(c.As(context.Background(), "jonah"), "", time.UTC)
	if err != nil || len(h.Visits) != 1 {
		t.Fatalf("got %d visits, %v", len(h.Visits), err)
	}
	if held := h.Visits[0].Held(); len(held) != 1 {
		t.Errorf("held up by %q", held)
	}
}
