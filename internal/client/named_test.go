package client_test

import (
	"testing"

	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/dbtest"
)

// TestWhoIsNamedForTheLatestCourse: the open one, whenever it was opened, else the one
// opened last.
func TestWhoIsNamedForTheLatestCourse(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	of := d.Client(t, c)
	d.Client(t, c)
	for opened, name := range map[string]string{"2026-01-01": "jonah", "2026-11-01": "priya"} {
		d.Plant(t, `insert into course (clinic_id, id, client_id, opened_at, closed_at, closed_reason, therapist_id) values ($1, $2, $3, $4, '2026-11-20', 'moved', $5)`,
			c.ID, db.NewID(), of.ID, opened, c.Staff[name].Staff)
	}
	named := func() string {
		all := dbtest.Ask(c.As(t.Context(), "jonah"), t, d, func(b *db.Batch) *db.Rows[client.Named] { return client.QueueNamed(b, of.ID) })
		if len(all) != 1 {
			t.Fatalf("got %+v", all)
		}
		return all[0].TherapistName + ", " + all[0].PrescriberName
	}
	if got, want := named(), "Jonah Weiss, LCSW, Miriam Halvorsen, PMHNP"; got != want {
		t.Errorf("an open one: got %q, want %q", got, want)
	}
	d.Plant(t, `update course set closed_at = '2026-11-23', closed_reason = 'moved' where id = $1`, of.Course)
	if got, want := named(), "Priya Nair, LMFT, "; got != want {
		t.Errorf("all closed: got %q, want %q", got, want)
	}
}
