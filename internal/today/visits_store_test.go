package today_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/today"
)

// day is a clinic where Ana, of Jonah's, comes in an hour; Priya is on her team too.
type day struct {
	*dbtest.DB
	dbtest.Clinic
	t                     *testing.T
	client, course, visit uuid.UUID
}

func openDay(t *testing.T) day {
	t.Parallel()
	d := dbtest.New(t)
	h := day{d, d.Clinic(t), t, db.NewID(), db.NewID(), db.NewID()}
	h.own(`insert into client (clinic_id, id, number, legal_name, born) values ($1, $2, '', 'Anastasia Ruiz', '1984-03-14')`, h.ID, h.client)
	for _, name := range []string{"jonah", "priya"} {
		h.own(`insert into care_team (clinic_id, id, client_id, staff_id, role, since, reason)
			values ($1, $2, $3, $4, 'therapist', '2026-01-01', 'named')`, h.ID, db.NewID(), h.client, h.Staff[name].Staff)
	}
	h.own(`insert into course (clinic_id, id, client_id, opened_at, therapist_id) values ($1, $2, $3, '2026-10-01', $4)`,
		h.ID, h.course, h.client, h.Staff["jonah"].Staff)
	h.own(`insert into appointment (clinic_id, id, client_id, course_id, kind, starts_at, ends_at, status, staff_id)
		values ($1, $2, $3, $4, 'preparation', $5::timestamptz, $5::timestamptz + interval '1 hour', 'confirmed', $6)`,
		h.ID, h.visit, h.client, h.course, d.Now().Add(time.Hour), h.Staff["jonah"].Staff)
	return h
}

func (h day) own(sql string, args ...any) {
	h.t.Helper()
	if _, err := h.Owner.Exec(context.Background(), sql, args...); err != nil {
		h.t.Fatal(err)
	}
}

func (h day) home(name string) today.Home {
	h.t.Helper()
	home, err := today.Service{DB: h.DB.DB}.Home(h.As(context.Background(), name), "", time.UTC)
	if err != nil {
		h.t.Fatal(err)
	}
	return home
}

// TestAVisitOneTakesPartInIsOnesOwn while the booking is active.
func TestAVisitOneTakesPartInIsOnesOwn(t *testing.T) {
	h := openDay(t)
	booking := db.NewID()
	for _, c := range []struct {
		name, sql string
		args      []any
		visits    int
	}{
		{"on the team alone", ``, nil, 0},
		{"takes part", `insert into booking (clinic_id, id, appointment_id, staff_id, starts_at, ends_at)
			select clinic_id, $1, id, $2, starts_at, ends_at from appointment`, []any{booking, h.Staff["priya"].Staff}, 1},
		{"no longer", `update booking set active = false where id = $1`, []any{booking}, 0},
	} {
		if c.sql != "" {
			h.own(c.sql, c.args...)
		}
		if got := h.home("priya").Visits; len(got) != c.visits {
			t.Errorf("%s: %d visits, want %d", c.name, len(got), c.visits)
		}
		if got := h.home("jonah").Visits; len(got) != 1 {
			t.Errorf("%s: Jonah reads %d visits", c.name, len(got))
		}
	}
}

// TestWhatWaitsOnOthersIsUrgentFirst: then what has waited longest; what is one's own, or
// closed, or of somebody else's client, does not wait on others.
func TestWhatWaitsOnOthersIsUrgentFirst(t *testing.T) {
	h := openDay(t)
	for _, c := range []struct {
		what, role, staff, since, closed string
		urgent                           bool
	}{
		{what: "older", role: "prescriber", since: "2026-11-20"},
		{what: "newer", role: "prescriber", since: "2026-11-22"},
		{what: "urgent", role: "prescriber", since: "2026-11-23", urgent: true},
		{what: "a colleague's", role: "therapist", staff: "priya", since: "2026-11-21"},
		{what: "one's own role", role: "therapist", since: "2026-11-19"},
		{what: "one's own", role: "therapist", staff: "jonah", since: "2026-11-19"},
		{what: "done", role: "prescriber", since: "2026-11-18", closed: "2026-11-19"},
	} {
		var staff *uuid.UUID
		if c.staff != "" {
			id := h.Staff[c.staff].Staff
			staff = &id
		}
		h.own(`insert into task (clinic_id, id, client_id, course_id, kind, what, owner_role, owner_staff, since, urgent, closed_at, outcome)
			values ($1, $2, $3, $4, 'by hand', $5, $6, $7, $8::date, $9, nullif($10, '')::date, case when $10 = '' then '' else 'done' end)`,
			h.ID, db.NewID(), h.client, h.course, c.what, c.role, staff, c.since, c.urgent, c.closed)
	}
	var order []string
	for _, waits := range h.home("jonah").Waiting {
		order = append(order, waits.What)
	}
	if want := []string{"urgent", "older", "a colleague's", "newer"}; !slices.Equal(order, want) {
		t.Errorf("got %q, want %q", order, want)
	}
	if others := h.home("priya").Waiting; len(others) != 0 {
		t.Errorf("Priya is neither therapist nor prescriber of the course and reads %d", len(others))
	}
}
