package dbtest

import (
	"context"
	"testing"

	"github.com/google/uuid"

	"kap/internal/db"
)

// Client is somebody in care with their open course.
type Client struct{ ID, Course uuid.UUID }

// Client adds somebody in the care of Miriam and Jonah, with an open course, so that many
// cases of a table share one database.
func (d *DB) Client(t testing.TB, c Clinic) Client {
	t.Helper()
	p := Client{newID(t), newID(t)}
	d.Plant(t, `insert into client (clinic_id, id, number, legal_name, legal_key, born) values ($1, $2, '', 'Ana Ruiz', 'ana ruiz', '1984-03-14')`, c.ID, p.ID)
	d.Plant(t, `insert into course (clinic_id, id, client_id, opened_at, therapist_id, prescriber_id) values ($1, $2, $3, '2026-10-01', $4, $5)`,
		c.ID, p.Course, p.ID, c.Staff["jonah"].Staff, c.Staff["miriam"].Staff)
	for name, role := range map[string]string{"miriam": "prescriber", "jonah": "therapist"} {
		d.Plant(t, `insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason) values ($1, $2, $3, $4, $5, '2026-01-01', 'named')`,
			c.ID, newID(t), p.ID, c.Staff[name].Staff, role)
	}
	return p
}

// Plant runs a statement as the owner.
func (d *DB) Plant(t testing.TB, statement string, args ...any) {
	t.Helper()
	if _, err := d.Owner.Exec(context.Background(), statement, args...); err != nil {
		t.Fatal(err)
	}
}

// Ask reads a fact of a step as somebody of the clinic, under row-level security.
func Ask[R interface{ All() []T }, T any](ctx context.Context, t testing.TB, d *DB, queue func(b *db.Batch) R) []T {
	t.Helper()
	var rows R
	err := d.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		rows = queue(b)
		return b.Send(ctx)
	})
	if err != nil {
		t.Fatal(err)
	}
	return rows.All()
}
