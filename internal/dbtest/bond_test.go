package dbtest_test

import (
	"context"
	"slices"
	"testing"

	"kap/internal/dbtest"
)

// TestABondIsAKeyThatIsAlwaysThere: a key that may be null is none, and neither is one to a
// row that somebody who sees the table does not see.
func TestABondIsAKeyThatIsAlwaysThere(t *testing.T) {
	all, err := dbtest.Bonds(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		table, to, column string
		want              bool
	}{
		{"care_team", "clinic", "clinic_id", true},
		{"care_team", "staff", "staff_id", true},
		{"task", "staff", "closed_by", false},                 // may be null
		{"staff_hours", "staff", "staff_id", true},            // of the clinic
		{"booking", "clinic", "clinic_id", true},              // seen by fewer than the clinic
		{"appointment", "client", "client_id", false},         // the desk sees bookings of strangers
		{"impression", "dosing_session", "session_id", false}, // which may be entered in error
	} {
		got := slices.ContainsFunc(all, func(b dbtest.Bond) bool {
			return b.Table == c.table && b.To == c.to && slices.Contains(b.Columns, c.column)
		})
		if got != c.want {
			t.Errorf("%s.%s to %s: got %t want %t", c.table, c.column, c.to, got, c.want)
		}
	}
}
