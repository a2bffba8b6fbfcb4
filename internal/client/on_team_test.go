package client_test

import (
	"testing"

	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/dbtest"
)

// TestWhoCaresForAClientNow: whose place began and has not ended, and who covers them.
func TestWhoCaresForAClientNow(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	ana := d.Client(t, c)
	d.Client(t, c)
	cares := func(name string) bool {
		found := dbtest.Ask(c.As(t.Context(), name), t, d, func(b *db.Batch) *db.Rows[bool] { return client.QueueOnTeam(b, ana.ID) })
		return found[0]
	}
	for _, k := range []struct {
		name, who, change string
		want              bool
	}{
		{"named", "jonah", ``, true},
		{"not named", "priya", ``, false},
		{"from this second on", "jonah", `since = $3`, true},
		{"not yet", "jonah", `since = $3 + interval '1 second'`, false},
		{"until a second from now", "jonah", `since = '2026-01-01', until = $3 + interval '1 second'`, true},
		{"until this second", "jonah", `until = $3`, false},
	} {
		if k.change != "" {
			d.Plant(t, `update care_team set `+k.change+` where client_id = $1 and staff_id = $2 and $3::timestamptz is not null`, ana.ID, c.Staff[k.who].Staff, d.Now())
		}
		if got := cares(k.who); got != k.want {
			t.Errorf("%s: got %v", k.name, got)
		}
	}
}
