package migrations_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"text/tabwriter"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
)

var update = flag.Bool("update", false, "write the golden tables as they are")

// acts are one insert or update of each table that the policies tell roles apart for.
// $1 is a new id, $2 the client, $3 the course, $4 a person who works here, $5 the stranger:
// a client in nobody's care, $6 their visit.
var acts = []struct{ table, act, statement string }{
	{"care_team", "insert", `insert into care_team (id, client_id, staff_id, role, reason) values ($1, $2, $4, 'therapist', 'named')`},
	{"care_team", "update", `update care_team set until = app_now() where client_id = $2`},
	{"client", "insert", `insert into client (id, legal_name, born) values ($1, 'Lena Ortiz', '1990-01-01')`},
	{"client", "update", `update client set phone = '1' where id = $2`},
	{"former_name", "insert", `insert into former_name (id, client_id, name) values ($1, $2, 'Ana Before')`},
	{"former_name", "insert of a stranger", `insert into former_name (id, client_id, name) values ($1, $5, 'Ana Before')`},
	{"former_name", "update", `update former_name set removed_at = app_now(), removed_by = app_staff() where client_id = $2`},
	{"former_name", "update the name", `update former_name set name = 'x' where client_id = $2`},
	{"clinic", "update", `update clinic set phone = '1'`},
	{"room", "insert", `insert into room (id, name) values ($1, 'Spruce')`},
	{"room", "update", `update room set closed_at = app_now()`},
	{"staff", "insert", `insert into staff (id, name, roles) values ($1, 'Another', '{manager}')`},
	{"staff", "update", `update staff set roles = '{manager}' where id = app_staff()`},
	{"staff_hours", "insert", `insert into staff_hours (id, staff_id, weekday, starts, ends) values ($1, $4, 1, '9:00', '17:00')`},
	{"staff_hours", "update", `update staff_hours set valid_until = '2026-01-01'`},
	{"time_off", "insert", `insert into time_off (id, staff_id, starts_at, ends_at) values ($1, $4, app_now(), 'infinity')`},
	{"time_off", "update", `update time_off set cancelled_at = app_now()`},
	{"cover", "insert", `insert into cover (id, covered_by, starts_at, ends_at) values ($1, $4, app_now(), 'infinity')`},
	{"cover", "update", `update cover set ends_at = app_now() + interval '1 day'`},
	{"protocol", "insert", `insert into protocol (id, version, body, effective_from) values ($1, 9, '{}', '2026-11-24')`},
	{"protocol", "insert approved", `insert into protocol (id, version, body, effective_from, approved_by, approved_at, drafted_by)
		values ($1, 9, '{}', '2026-11-24', app_staff(), app_now(), $4)`},
	{"protocol", "update", `update protocol set approved_by = app_staff(), approved_at = app_now()`},
	{"protocol", "update the body", `update protocol set body = '{"x": 1}', approved_by = app_staff(), approved_at = app_now()`},
	{"consent_text", "insert", `insert into consent_text (id, kind, version, title, text, sha256) values ($1, 'touch', 9, 'x', 'x', sha256('x'))`},
	{"consent_text", "update", `update consent_text set approved_by = app_staff(), approved_at = app_now()`},
	{"consent_text", "update the text", `update consent_text set title = 'y', approved_by = app_staff(), approved_at = app_now()`},
	{"task", "insert", `insert into task (id, client_id, kind, what, owner_role) values ($1, $2, 'by hand', 'x', 'admin')`},
	{"task", "insert of a stranger", `insert into task (id, client_id, kind, what, owner_role) values ($1, $5, 'by hand', 'x', 'admin')`},
	{"task", "insert of the pathway", `insert into task (id, client_id, course_id, kind, what, owner_role, from_pathway) values ($1, $2, $3, 'x', 'x', 'admin', true)`},
	{"task", "insert by another", `insert into task (id, client_id, kind, what, owner_role, recorded_by) values ($1, $2, 'x', 'x', 'admin', $4)`},
	{"task", "update", `update task set closed_at = app_now(), closed_by = app_staff() where client_id = $2 and owner_role = 'therapist'`},
	{"task", "update the desk's", `update task set closed_at = app_now(), closed_by = app_staff() where client_id = $2 and owner_role = 'admin'`},
	{"task", "update of a stranger", `update task set closed_at = app_now() where client_id = $5 and owner_role = 'therapist'`},
	{"task", "update what it says", `update task set what = 'x' where client_id = $2`},
	{"booking", "insert of a stranger", `insert into booking (id, appointment_id, client_id, starts_at, ends_at) values ($1, $6, $5, '2030-01-01', '2030-01-02')`},
	{"booking", "update of a stranger", `update booking set active = false where appointment_id = $6`},
	{"consultation", "insert", `insert into consultation (id, client_id, course_id) values ($1, $2, $3)`},
	{"consultation", "update", `update consultation set version = 2 where client_id = $2`},
	{"eligibility_decision", "insert", `insert into eligibility_decision (id, client_id, course_id, decision) values ($1, $2, $3, 'eligible')`},
	{"eligibility_decision", "update", `update eligibility_decision set sessions = 60 where client_id = $2`},
	{"prescription", "insert", `insert into prescription (id, client_id, course_id, strength, units_dispensed, start_units, max_units, issued_on, expires_on)
		values ($1, $2, $3, 100, 6, 1, 1, '2026-11-24', '2026-12-24')`},
	{"prescription", "update", `update prescription set max_units = 9 where client_id = $2`},
	{"override", "insert", `insert into override (id, client_id, course_id, item, valid_on, reason) values ($1, $2, $3, 'G08', '2026-11-24', 'x')`},
	{"preparation_session", "insert", `insert into preparation_session (id, client_id, course_id, held_at) values ($1, $2, $3, app_now())`},
	{"preparation_session", "update", `update preparation_session set words = 'x' where client_id = $2`},
	{"integration_session", "insert", `insert into integration_session (id, client_id, course_id, held_at) values ($1, $2, $3, app_now())`},
	{"integration_session", "update", `update integration_session set concern = 'x' where client_id = $2`},
	{"impression", "insert", `insert into impression (id, client_id, session_id) values ($1, $2, (select id from dosing_session where client_id = $2))`},
	{"impression", "update", `update impression set body = 'x' where client_id = $2`},
}

// writers are the columns of the table and who stands for each. All who work with
// clients are on the client's care team: what they may not is not for want of that.
var writers = []struct{ word, who string }{
	{"prescriber", "samuel"}, {"therapist", "jonah"}, {"nurse", "tomas"}, {"assistant", "ada"},
	{"desk", "grace"}, {"manager", "ruth"}, {"lead", "miriam"},
}

var errTried = errors.New("tried")

// TestWhoWritesWhat tries each act as each role, as the app role and past every page, and
// holds the answers to a table.
func TestWhoWritesWhat(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	stranger, visit := h.furnish(t)
	var b bytes.Buffer
	b.WriteString("What Postgres itself lets a role write, of a client in their care or of a stranger.\n" +
		"go test ./migrations -run WhoWritesWhat -update writes it.\n\n")
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprint(w, "\t")
	for _, role := range writers {
		fmt.Fprint(w, role.word+"\t")
	}
	fmt.Fprintln(w)
	for _, a := range acts {
		fmt.Fprint(w, a.table+" "+a.act+"\t")
		for _, role := range writers {
			fmt.Fprint(w, h.tries(t, role.who, a.statement, stranger, visit)+"\t")
		}
		fmt.Fprintln(w)
	}
	_ = w.Flush()
	golden(t, "writers.txt", b.Bytes())
}

// tries runs a statement and takes it back.
func (h house) tries(t *testing.T, who, statement string, stranger, visit any) string {
	t.Helper()
	all := []any{db.NewID(), h.client, h.course, h.Staff["priya"].Staff, stranger, visit}
	statement, args := numbered(statement, all)
	var n int64
	err := h.Write(h.As(context.Background(), who), nil, func(tx *db.Tx) (audit.Event, error) {
		var err error
		if n, err = db.Exec(context.Background(), tx, statement, args...); err == nil {
			err = errTried
		}
		return audit.Event{}, err
	})
	switch {
	case errors.Is(err, errTried) && n > 0:
		return "yes"
	case !errors.Is(err, errTried) && !denied(err):
		t.Errorf("%s: %v\n%s", who, err, statement)
	}
	return "-"
}

// denied says that a policy or a grant refused, not the statement itself.
func denied(err error) bool { return err != nil && strings.Contains(err.Error(), "SQLSTATE 42501") }

// numbered gives a statement only the arguments it names.
func numbered(statement string, all []any) (string, []any) {
	var args []any
	for i, arg := range all {
		if name := fmt.Sprintf("$%d", i+1); strings.Contains(statement, name) {
			args = append(args, arg)
			statement = strings.ReplaceAll(statement, name, fmt.Sprintf("$%d", len(args)))
		}
	}
	return statement, args
}

// furnish puts a row to change into every table, everybody clinical on the care team, and
// a stranger with a visit beside the client.
func (h house) furnish(t *testing.T) (stranger, visit any) {
	t.Helper()
	samuel := h.Staff["miriam"]
	samuel.Staff, samuel.Roles = db.NewID(), []auth.Role{auth.Prescriber}
	samuel.Staffs = []uuid.UUID{samuel.Staff}
	h.Staff["samuel"] = samuel
	s, v := db.NewID(), db.NewID()
	h.own(t, `insert into staff (clinic_id, id, name, roles) values ($1, $2, 'Samuel Lee', '{prescriber}')`, h.ID, samuel.Staff)
	h.own(t, `insert into client (clinic_id, id, number, legal_name, born) values ($1, $2, '', 'Zoe Elsewhere', '1980-01-01')`, h.ID, s)
	h.own(t, `insert into appointment (clinic_id, id, client_id, kind, starts_at, ends_at) values ($1, $2, $3, 'call', '2031-01-01', '2031-01-02')`, h.ID, v, s)
	h.own(t, `insert into booking (clinic_id, id, appointment_id, client_id, starts_at, ends_at) values ($1, $2, $3, $4, '2031-01-01', '2031-01-02')`, h.ID, db.NewID(), v, s)
	for who, role := range map[string]string{"samuel": "prescriber", "miriam": "prescriber", "tomas": "nurse", "ada": "medical_assistant"} {
		h.own(t, `insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason) values ($1, $2, $3, $4, $5, '2020-01-01', 'named')`,
			h.ID, db.NewID(), h.client, h.Staff[who].Staff, role)
	}
	for _, c := range []any{h.client, s} {
		for _, role := range []string{"therapist", "admin"} {
			h.own(t, `insert into task (clinic_id, id, client_id, kind, what, owner_role) values ($1, $2, $3, 'x', 'x', $4)`, h.ID, db.NewID(), c, role)
		}
	}
	h.own(t, `insert into former_name (clinic_id, id, client_id, name) values ($1, $2, $3, 'Ana Once')`, h.ID, db.NewID(), h.client)
	h.own(t, `insert into staff_hours (clinic_id, id, staff_id, weekday, starts, ends) values ($1, $2, $3, 1, '9:00', '17:00')`, h.ID, db.NewID(), samuel.Staff)
	h.own(t, `insert into time_off (clinic_id, id, staff_id, starts_at, ends_at) values ($1, $2, $3, now(), 'infinity')`, h.ID, db.NewID(), samuel.Staff)
	h.own(t, `insert into cover (clinic_id, id, covered_by, starts_at, ends_at) values ($1, $2, $3, '2020-01-01', 'infinity')`, h.ID, db.NewID(), samuel.Staff)
	h.own(t, `insert into protocol (clinic_id, id, version, body, effective_from) values ($1, $2, 2, '{}', '2026-11-24')`, h.ID, db.NewID())
	h.own(t, `insert into consent_text (clinic_id, id, kind, version, title, text, sha256) values ($1, $2, 'touch', 2, 'x', 'x', sha256('x'))`, h.ID, db.NewID())
	for _, table := range []string{"consultation", "dosing_session"} {
		h.own(t, `insert into `+table+` (clinic_id, id, client_id, course_id) values ($1, $2, $3, $4)`, h.ID, db.NewID(), h.client, h.course)
	}
	for _, table := range []string{"preparation_session", "integration_session"} {
		h.own(t, `insert into `+table+` (clinic_id, id, client_id, course_id, held_at) values ($1, $2, $3, $4, now())`, h.ID, db.NewID(), h.client, h.course)
	}
	h.own(t, `insert into eligibility_decision (clinic_id, id, client_id, course_id, decision) values ($1, $2, $3, $4, 'eligible')`, h.ID, db.NewID(), h.client, h.course)
	h.own(t, `insert into prescription (clinic_id, id, client_id, course_id, strength, units_dispensed, start_units, max_units, issued_on, expires_on)
		values ($1, $2, $3, $4, 100, 6, 1, 1, '2026-11-24', '2026-12-24')`, h.ID, db.NewID(), h.client, h.course)
	h.own(t, `insert into impression (clinic_id, id, client_id, session_id) select clinic_id, $2, client_id, id from dosing_session where clinic_id = $1`, h.ID, db.NewID())
	return s, v
}

func (h house) own(t *testing.T, statement string, args ...any) {
	t.Helper()
	if _, err := h.Owner.Exec(context.Background(), statement, args...); err != nil {
		t.Fatalf("%v\n%s", err, statement)
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := "testdata/" + name
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
		t.Errorf("%s changed; if it should, run this test with -update (-was +is):\n%s", name, diff)
	}
}
