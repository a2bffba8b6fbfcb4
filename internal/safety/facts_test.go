package safety_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/safety"
)

// TestSafetyAsOfAMoment: what is planted, and what the step says of it at noon.
func TestSafetyAsOfAMoment(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	d.Advance(48 * time.Hour)
	zone, err := time.LoadLocation("America/Denver")
	if err != nil {
		t.Fatal(err)
	}
	asJonah := c.As(t.Context(), "jonah")
	var of dbtest.Client
	var here uuid.UUID // the session
	minute := func(m int) time.Time { return dbtest.Noon.Add(time.Duration(m) * time.Minute) }
	session := func(in dbtest.Client) uuid.UUID {
		id := db.NewID()
		d.Plant(t, `insert into dosing_session (clinic_id, id, client_id, course_id, status, arrived_at, not_started_at, not_started_reason)
			values ($1, $2, $3, $4, 'not_started', $5, $5, 'said')`, c.ID, id, in.ID, in.Course, minute(-600))
		return id
	}
	check := func(in dbtest.Client, at int, ideation string) {
		d.Plant(t, `insert into risk_check (clinic_id, id, client_id, ideation, dispositions, at) values ($1, $2, $3, $4, '{usual care}', $5)`,
			c.ID, db.NewID(), in.ID, ideation, minute(at))
	}
	plan := func(in dbtest.Client, at int, signs string) {
		d.Plant(t, `insert into safety_plan (clinic_id, id, client_id, at, warning_signs) values ($1, $2, $3, $4, $5)`, c.ID, db.NewID(), in.ID, minute(at), signs)
	}
	call := func(in dbtest.Client, at int, kind string, session any) {
		d.Plant(t, `insert into escalation (clinic_id, id, client_id, session_id, kind, at, called, reason, answered, instruction)
			values ($1, $2, $3, $4, $5, $6, $7, 'pressure', 'yes', 'go on')`, c.ID, db.NewID(), in.ID, session, kind, minute(at), fmt.Sprint("at ", at))
	}
	facts := map[string]func() string{
		"checks": func() string {
			var all []string
			for _, k := range checks(t, d, c, of) {
				all = append(all, string(k.Ideation))
			}
			return strings.Join(all, ", ")
		},
		"checked that day": func() string { return fmt.Sprint(safety.CheckedOn(checks(t, d, c, of), dbtest.Noon, zone)) },
		"plan": func() string {
			var all []string
			for _, p := range dbtest.Ask(asJonah, t, d, func(b *db.Batch) *db.Rows[safety.SafetyPlan] { return safety.QueuePlan(b, of.ID, dbtest.Noon) }) {
				all = append(all, p.WarningSigns)
			}
			return strings.Join(all, ", ")
		},
		"calls": func() string {
			calls := dbtest.Ask(asJonah, t, d, func(b *db.Batch) *db.Rows[safety.Call] { return safety.QueueCalls(b, of.ID, dbtest.Noon) })
			var all []string
			for _, k := range safety.CallsToPrescriber(calls, here) {
				all = append(all, k.Called)
			}
			return strings.Join(all, ", ")
		},
	}
	facts["calls at all"] = func() string {
		calls := dbtest.Ask(asJonah, t, d, func(b *db.Batch) *db.Rows[safety.Call] { return safety.QueueCalls(b, of.ID, dbtest.Noon) })
		return fmt.Sprint(len(calls))
	}
	for _, test := range []struct {
		fact, name, want string
		plant            func()
	}{
		{"checks", "the latest first", "active, none", func() { check(of, -20, "none"); check(of, -10, "active") }},
		{"checks", "of the moment itself", "none", func() { check(of, 0, "none") }},
		{"checks", "after the moment", "", func() { check(of, 1, "none") }},
		{"checks", "of somebody else", "", func() { check(d.Client(t, c), -10, "none") }},
		{"checked that day", "the clinic's midnight", "true", func() { check(of, -12*60, "none") }},
		{"checked that day", "a minute before midnight", "false", func() { check(of, -12*60-1, "none") }},
		{"checked that day", "later that day", "false", func() { check(of, 1, "none") }},
		{"plan", "the latest holds", "second", func() { plan(of, -20, "first"); plan(of, -10, "second") }},
		{"plan", "made after the moment", "first", func() { plan(of, -20, "first"); plan(of, 1, "second") }},
		{"plan", "of somebody else", "", func() { plan(d.Client(t, c), -20, "first") }},
		{"calls", "the first first", "at -20, at -10", func() { call(of, -10, "prescriber", here); call(of, -20, "prescriber", here) }},
		{"calls", "to somebody else", "", func() { call(of, -10, "emergency services", here) }},
		{"calls", "of no session", "", func() { call(of, -10, "prescriber", nil) }},
		{"calls", "of another session", "", func() { call(of, -10, "prescriber", session(of)) }},
		{"calls at all", "of no session", "1", func() { call(of, -10, "prescriber", nil) }},
		{"calls at all", "of somebody else", "0", func() { call(d.Client(t, c), -10, "prescriber", nil) }},
		{"calls", "after the moment", "at 0", func() { call(of, 1, "prescriber", here); call(of, 0, "prescriber", here) }},
	} {
		t.Run(test.fact+"/"+test.name, func(t *testing.T) {
			of = d.Client(t, c)
			here = session(of)
			test.plant()
			if got := facts[test.fact](); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func checks(t *testing.T, d *dbtest.DB, c dbtest.Clinic, of dbtest.Client) []safety.RiskCheck {
	return dbtest.Ask(c.As(t.Context(), "jonah"), t, d, func(b *db.Batch) *db.Rows[safety.RiskCheck] { return safety.QueueChecks(b, of.ID, dbtest.Noon) })
}
