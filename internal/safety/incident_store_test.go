package safety_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/safety"
)

// TestWhichIncidentIsReadFirst: one that waits, then the latest; also one that the system
// opened. None of somebody else.
func TestWhichIncidentIsReadFirst(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	of, other := d.Client(t, c), d.Client(t, c)
	for _, i := range []struct {
		in     dbtest.Client
		hours  int
		by     any
		closed bool
	}{{of, 1, c.Staff["jonah"].Staff, true}, {of, 3, nil, false}, {of, 2, c.Staff["jonah"].Staff, false}, {of, 4, nil, true}, {other, 1, nil, false}} {
		d.Plant(t, `insert into incident (clinic_id, id, client_id, kind, at, words, recorded_by, closed_at, closed_by, closed_words)
			values ($1, $2, $3, 'discrepancy', $4, $5, $6, case when $7 then $4::timestamptz end, case when $7 then $8::uuid end, case when $7 then 'counted again' else '' end)`,
			c.ID, db.NewID(), i.in.ID, dbtest.Noon.Add(-time.Duration(i.hours)*time.Hour), fmt.Sprint(i.hours), i.by, i.closed, c.Staff["miriam"].Staff)
	}
	var got []string
	for _, i := range dbtest.Ask(c.As(t.Context(), "jonah"), t, d, func(b *db.Batch) *db.Rows[safety.Incident] { return safety.QueueIncidents(b, of.ID) }) {
		got = append(got, i.Words+" "+i.OpenedBy)
	}
	if want := []string{"2 Jonah Weiss", "3 ", "1 Jonah Weiss", "4 "}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
