package protocol_test

import (
	"testing"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/protocol"
)

// TestTheProtocolOfACourse: the version of its number while somebody treats it, else the
// one in force. Version 1 keeps a window of 10 days, version 2, in force, of 20.
func TestTheProtocolOfACourse(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	for number, window := range []int{1: 10, 2: 20} {
		body := protocol.Default()
		body.Integration.Window = window
		if number > 0 {
			d.Plant(t, `insert into protocol (clinic_id, id, version, body, effective_from, approved_by, approved_at)
				values ($1, $2, $3, $4, '2026-01-01', $5, '2026-01-01')`, c.ID, db.NewID(), number, body, c.Staff["miriam"].Staff)
		}
	}
	of := d.Client(t, c)
	for _, test := range []struct {
		name, who, change string
		number, want      int
	}{
		{"none yet", "jonah", `update course set protocol_version = null`, 0, 20},
		{"as its therapist", "jonah", `update course set protocol_version = 1`, 1, 10},
		{"as its prescriber", "miriam", `update course set protocol_version = 1`, 1, 10},
		{"the version in force", "jonah", `update course set protocol_version = 2`, 2, 20},
		{"closed", "jonah", `update course set protocol_version = 1, closed_at = now(), closed_reason = 'completed'`, 1, 20},
		{"somebody else's", "jonah", `update course set protocol_version = 1, closed_at = null, therapist_id = prescriber_id`, 1, 20},
	} {
		d.Plant(t, test.change+` where id = $1`, of.Course)
		var versions, inForce *db.Rows[protocol.Version]
		dbtest.Ask(c.As(t.Context(), test.who), t, d, func(b *db.Batch) *db.Rows[protocol.Version] {
			versions, inForce = protocol.QueueTreated(b), protocol.QueueInForce(b)
			return versions
		})
		if got := protocol.BodyFor(test.number, versions, inForce).Integration.Window; got != test.want {
			t.Errorf("%s: a window of %d days, want %d", test.name, got, test.want)
		}
	}
}
