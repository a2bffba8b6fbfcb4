package staff_test

import (
	"slices"
	"testing"
	"time"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/staff"
)

// TestWhichCoversThereAre: from its first moment until its last, which is not in it any
// more. Noon is Tue Nov 24, 12:00 in Denver.
func TestWhichCoversThereAre(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	at := func(day, hour int) time.Time {
		return dbtest.Noon.AddDate(0, 0, day).Add(time.Duration(hour) * time.Hour)
	}
	today := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	queues := map[string]func(b *db.Batch) *db.Rows[staff.Cover]{
		"still":    staff.QueueCovers,
		"now":      func(b *db.Batch) *db.Rows[staff.Cover] { return staff.QueueCoversAt(b, dbtest.Noon) },
		"today":    func(b *db.Batch) *db.Rows[staff.Cover] { return staff.QueueCoversOn(b, today) },
		"tomorrow": func(b *db.Batch) *db.Rows[staff.Cover] { return staff.QueueCoversOn(b, today.AddDate(0, 0, 1)) },
	}
	type in map[string]bool
	for _, one := range []struct {
		name        string
		from, until time.Time
		want        in
	}{
		{"over", at(0, -2), at(0, -1), in{}},
		{"ending this moment", at(0, -2), at(0, 0), in{}},
		{"running", at(0, -2), at(0, 1), in{"still": true, "now": true, "today": true}},
		{"beginning this moment", at(0, 0), at(0, 1), in{"still": true, "now": true, "today": true}},
		{"beginning later", at(0, 1), at(0, 2), in{"still": true, "today": true}},
		{"until midnight", at(0, -2), at(0, 12), in{"still": true, "now": true, "today": true}},
		{"from midnight", at(0, 12), at(0, 13), in{"still": true, "tomorrow": true}},
		{"beyond midnight", at(0, 11), at(0, 13), in{"still": true, "today": true, "tomorrow": true}},
		{"beyond tomorrow", at(2, 0), at(3, 0), in{"still": true}},
	} {
		d.Plant(t, `delete from cover`)
		d.Plant(t, `insert into cover (clinic_id, id, staff_id, covered_by, starts_at, ends_at) values ($1, $2, $3, $4, $5, $6)`,
			c.ID, db.NewID(), c.Staff["jonah"].Staff, c.Staff["priya"].Staff, one.from, one.until)
		for asked, queue := range queues {
			if got := dbtest.Ask(c.As(t.Context(), "grace"), t, d, queue); (len(got) == 1) != one.want[asked] {
				t.Errorf("%s, %s: got %d", one.name, asked, len(got))
			}
		}
	}
}

// TestWhoManages: every clinic's managers who still work there, with the address they sign
// in by where they have one.
func TestWhoManages(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c, other := d.Clinic(t), d.Clinic(t)
	d.Plant(t, `update staff set disabled_at = now() where clinic_id = $1 and 'manager' = any (roles)`, other.ID)
	d.Plant(t, `insert into staff (clinic_id, id, name, roles) values ($1, $2, 'Zoe Park', '{manager}')`, other.ID, db.NewID())
	owner, err := db.OpenOwner(t.Context(), d.OwnerDSN, d.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close()
	var got []string
	err = owner.Write(t.Context(), func(tx *db.Tx) error {
		all, err := staff.Managers(t.Context(), tx)
		for _, m := range all {
			got = append(got, m.Said())
		}
		return err
	})
	slices.Sort(got)
	if want := []string{"Ruth Adler (no e-mail)", "Zoe Park (no e-mail)"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v, want %q (%s)", got, err, want, c.ID)
	}
}
