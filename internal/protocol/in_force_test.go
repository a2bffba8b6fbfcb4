package protocol_test

import (
	"testing"
	"time"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/protocol"
)

// TestTheVersionThatCountedAtAMoment: approved by then, and in force on the clinic's day.
// Noon is Tue Nov 24 in Denver.
func TestTheVersionThatCountedAtAMoment(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	for number, dates := range map[int][2]string{1: {"2026-01-01", "2026-01-01 18:00Z"}, 2: {"2026-11-24", "2026-11-23 18:00Z"},
		3: {"2026-11-24", "2026-11-24 19:00Z"}, 4: {"2026-11-25", "2026-11-24 18:00Z"}} {
		if _, err := d.Owner.Exec(t.Context(), `insert into protocol (clinic_id, id, version, body, effective_from, drafted_by, approved_by, approved_at)
			values ($1, $2, $3, $4, $5, null, $6, $7)`, c.ID, db.NewID(), number, protocol.Default(), dates[0], c.Staff["miriam"].Staff, dates[1]); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Owner.Exec(t.Context(), `insert into protocol (clinic_id, id, version, body, effective_from, drafted_by)
		values ($1, $2, 9, $3, '2026-01-01', $4)`, c.ID, db.NewID(), protocol.Default(), c.Staff["miriam"].Staff); err != nil {
		t.Fatal(err)
	}
	for _, k := range []struct {
		at   string
		want int // 0: none counted
	}{
		{"2025-12-31T12:00:00-07:00", 0},
		{"2026-11-23T23:59:00-07:00", 1}, // its own day has not begun in Denver
		{"2026-11-24T00:00:00-07:00", 2},
		{"2026-11-24T11:59:59-07:00", 2},
		{"2026-11-24T12:00:00-07:00", 3}, // approved this second
		{"2026-11-25T00:00:00-07:00", 4},
	} {
		at, err := time.Parse(time.RFC3339, k.at)
		if err != nil {
			t.Fatal(err)
		}
		found := dbtest.Ask(c.As(t.Context(), "jonah"), t, d, func(b *db.Batch) *db.Rows[protocol.Version] { return protocol.QueueInForceAt(b, at) })
		if len(found) > 1 || (len(found) == 1) != (k.want > 0) || len(found) == 1 && found[0].Number != k.want {
			t.Errorf("%s: got %+v, want version %d", k.at, found, k.want)
		}
	}
	for _, number := range []int{1, 4, 9} {
		found := dbtest.Ask(c.As(t.Context(), "jonah"), t, d, func(b *db.Batch) *db.Rows[protocol.Version] { return protocol.QueueNumbered(b, number) })
		if len(found) != 1 || found[0].Number != number {
			t.Errorf("number %d: got %+v", number, found)
		}
	}
}
