package protocol_test

import (
	"testing"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/protocol"
)

// TestTheProtocolAClinicStartsWith: the latest version, approved where any is.
func TestTheProtocolAClinicStartsWith(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	ids := map[int]uuid.UUID{}
	for _, test := range []struct {
		number         int
		approved, want bool
	}{{number: 2}, {number: 1, approved: true, want: true}, {number: 3, want: true}} {
		ids[test.number] = db.NewID()
		d.Plant(t, `insert into protocol (clinic_id, id, version, body, effective_from, approved_by, approved_at)
			values ($1, $2, $3, '{}', '2026-01-01', case when $4 then $5::uuid end, case when $4 then now() end)`,
			c.ID, ids[test.number], test.number, test.approved, c.Staff["miriam"].Staff)
		latest := max(test.number, 2)
		if got := dbtest.Ask(c.As(t.Context(), "ruth"), t, d, protocol.QueueStart); len(got) != 1 || got[0] != (protocol.Start{ID: ids[latest], Approved: test.want}) {
			t.Errorf("with version %d: got %+v", test.number, got)
		}
	}
}
