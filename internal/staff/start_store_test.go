package staff_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/staff"
)

// TestWhoAClinicStartsWith, in the order they were written down.
func TestWhoAClinicStartsWith(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	account := db.NewID()
	d.Plant(t, `insert into account (id, email) values ($1, 'jonah@example.org')`, account)
	d.Plant(t, `update staff set account_id = $1, created_at = created_at - interval '1 hour' where id = $2`, account, c.Staff["jonah"].Staff)
	d.Plant(t, `update staff set disabled_at = now() where id = $1`, c.Staff["grace"].Staff)
	var got []string
	for _, h := range dbtest.Ask(c.As(t.Context(), "ruth"), t, d, staff.QueueHands) {
		got = append(got, fmt.Sprint(strings.Fields(h.Name)[0], h.Roles, h.Lead, h.Invited, h.Works))
	}
	want := "Jonah[therapist] false true true, Miriam[prescriber] true false true, Priya[therapist] false false true, Tomás[nurse] false false true, " +
		"Ada[medical_assistant] false false true, Grace[admin] false false false, Ruth[manager] false false true"
	if all := strings.Join(got, ", "); all != want {
		t.Errorf("got  %s\nwant %s", all, want)
	}
}

// TestWhetherAnybodyIsOnCall: as the last cover of every prescriber says.
func TestWhetherAnybodyIsOnCall(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	for _, test := range []struct {
		name, want string
		away       any
		days       []int // the cover ends after
	}{
		{"never", "[]", nil, nil},
		{"now", "[true]", nil, []int{1}},
		{"until this moment", "[false]", nil, []int{0}},
		{"once, and again", "[true]", nil, []int{1, -5}},
		{"for one who is away", "[]", c.Staff["priya"].Staff, []int{1}},
	} {
		d.Plant(t, `delete from cover`)
		for _, days := range test.days {
			d.Plant(t, `insert into cover (clinic_id, id, staff_id, covered_by, starts_at, ends_at) values ($1, $2, $3, $4, $5::timestamptz - interval '1 day', $5)`,
				c.ID, db.NewID(), test.away, c.Staff[map[bool]string{true: "miriam", false: "jonah"}[test.away == nil]].Staff, dbtest.Noon.Add(time.Duration(days)*24*time.Hour))
		}
		if got := fmt.Sprint(dbtest.Ask(c.As(t.Context(), "ruth"), t, d, staff.QueueOnCall)); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
}
