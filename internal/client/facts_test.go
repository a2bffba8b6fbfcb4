package client_test

import (
	"strings"
	"testing"
	"time"

	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/fold"
)

// TestTakenAndCollectingAsOfAMoment: what is planted, and what the step says of it at noon
// of Nov 24.
func TestTakenAndCollectingAsOfAMoment(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	d.Advance(48 * time.Hour)
	asJonah := c.As(t.Context(), "jonah")
	today := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	var of dbtest.Client
	medicine := func(in dbtest.Client, name string, noted time.Duration, stopped string) {
		d.Plant(t, `insert into medicine (clinic_id, id, created_at, client_id, name, name_key, stopped_on) values ($1, $2, $3, $4, $5, $7, nullif($6, '')::date)`,
			c.ID, db.NewID(), dbtest.Noon.Add(noted), in.ID, name, stopped, fold.Name(name))
	}
	escort := func(in dbtest.Client, name string, named time.Duration, ended bool) {
		d.Plant(t, `insert into escort (clinic_id, id, created_at, client_id, name, ended_at) values ($1, $2, $3, $4, $5, case when $6 then $3::timestamptz end)`,
			c.ID, db.NewID(), dbtest.Noon.Add(named), in.ID, name, ended)
	}
	facts := map[string]func() string{
		"taken": func() string {
			var all []string
			for _, m := range dbtest.Ask(asJonah, t, d, func(b *db.Batch) *db.Rows[client.Medicine] { return client.QueueMedicines(b, of.ID, dbtest.Noon) }) {
				if m.Taken(today) {
					all = append(all, m.Name)
				}
			}
			return strings.Join(all, ", ")
		},
		"collecting": func() string {
			var all []string
			for _, e := range client.Collecting(dbtest.Ask(asJonah, t, d, func(b *db.Batch) *db.Rows[client.Escort] { return client.QueueEscorts(b, of.ID) })) {
				all = append(all, e.Name)
			}
			return strings.Join(all, ", ")
		},
	}
	for _, test := range []struct {
		fact, name, want string
		plant            func()
	}{
		{"taken", "by name", "Lithium, quetiapine", func() { medicine(of, "quetiapine", -time.Hour, ""); medicine(of, "Lithium", -time.Minute, "") }},
		{"taken", "noted this very moment", "Lithium", func() { medicine(of, "Lithium", 0, "") }},
		{"taken", "noted after the moment", "", func() { medicine(of, "Lithium", time.Second, "") }},
		{"taken", "the first day without it is today", "", func() { medicine(of, "Lithium", -time.Hour, "2026-11-24") }},
		{"taken", "the first day without it is tomorrow", "Lithium", func() { medicine(of, "Lithium", -time.Hour, "2026-11-25") }},
		{"taken", "by somebody else", "", func() { medicine(d.Client(t, c), "Lithium", -time.Hour, "") }},
		{"collecting", "who was named last first", "Elin, Otto", func() { escort(of, "Otto", -2*time.Hour, false); escort(of, "Elin", -time.Hour, false) }},
		{"collecting", "who no longer does", "Otto", func() { escort(of, "Otto", -2*time.Hour, false); escort(of, "Elin", -time.Hour, true) }},
		{"collecting", "of somebody else", "", func() { escort(d.Client(t, c), "Otto", -time.Hour, false) }},
	} {
		t.Run(test.fact+"/"+test.name, func(t *testing.T) {
			of = d.Client(t, c)
			test.plant()
			if got := facts[test.fact](); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
