package main

import (
	"regexp"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/app"
	"kap/internal/dbtest"
)

// TestAVisitIsMovedToTheTimeThatWasMeant: a visit at nine whose zone's rules put it at eight
// since. Postgres's rules cannot change in a test, so that the clinic's zone does; the wall
// time that was meant stays.
func TestAVisitIsMovedToTheTimeThatWasMeant(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	of := d.Clinic(t)
	start := app.Now().UTC().Truncate(time.Hour).AddDate(0, 1, 0)
	run := func(sql string, args ...any) {
		t.Helper()
		if _, err := d.Owner.Exec(t.Context(), sql, args...); err != nil {
			t.Fatal(err)
		}
	}
	client, visit, next := uuid.New(), uuid.New(), uuid.New()
	run(`insert into client (clinic_id, id, number, legal_name, born) values ($1, $2, '', 'Zoe Elsewhere', '1980-01-01')`, of.ID, client)
	for i, id := range []uuid.UUID{visit, next} { // one after the other: moved one by one they would clash
		at := start.Add(time.Duration(i) * time.Hour)
		run(`insert into appointment (clinic_id, id, client_id, kind, starts_at, ends_at, status, staff_id) values ($1, $2, $3, 'integration', $4, $5, 'confirmed', $6)`,
			of.ID, id, client, at, at.Add(time.Hour), of.Staff["jonah"].Staff)
		run(`insert into booking (clinic_id, id, appointment_id, staff_id, starts_at, ends_at) values ($1, $2, $3, $4, $5, $6)`,
			of.ID, uuid.New(), id, of.Staff["jonah"].Staff, at, at.Add(time.Hour))
	}
	c := settings(d.AppDSN, d.OwnerDSN)
	at := func() (now time.Time) {
		t.Helper()
		if err := d.Owner.QueryRow(t.Context(), `
			select a.starts_at from appointment a join booking b on b.appointment_id = a.id and b.starts_at = a.starts_at and b.ends_at = a.ends_at
			where a.id = $1`, visit).Scan(&now); err != nil {
			t.Fatal(err)
		}
		return now
	}
	if err := zonesCommand(t.Context(), c, []string{"--mend", "--yes"}); err != nil || !at().Equal(start) {
		t.Fatalf("nothing to mend: %v, %s", err, at())
	}
	run(`update clinic set zone = 'America/Chicago' where id = $1`, of.ID)
	if err := zonesCommand(t.Context(), c, nil); err != nil || !at().Equal(start) {
		t.Errorf("a list moved something: %v, %s", err, at())
	}
	refused(t, zonesCommand(t.Context(), c, []string{"--mend"}), "nothing was moved")
	if err := zonesCommand(t.Context(), c, []string{"--mend", "--yes"}); err != nil || !at().Equal(start.Add(-time.Hour)) {
		t.Errorf("mended: %v, at %s want %s", err, at(), start.Add(-time.Hour))
	}
	var moves, events int
	if err := d.Owner.QueryRow(t.Context(), `select (select count(*) from appointment_move), (select count(*) from audit_event where worker = 'kap zones --mend')`).
		Scan(&moves, &events); err != nil || moves != 2 || events != 2 {
		t.Errorf("%d moves and %d events on record (%v)", moves, events, err)
	}
}

func TestNoLettersOfAZoneArePrinted(t *testing.T) {
	m := openMachine(t)
	if printed := m.must(nil, larkspur...); regexp.MustCompile(`\b[MC][SD]T\b`).MatchString(printed) {
		t.Errorf("letters that another library has otherwise:\n%s", printed)
	}
}
