package migrations_test

import (
	"context"
	"errors"
	"testing"

	"github.com/jackc/pgx/v5"

	"kap/internal/dbtest"
	"kap/migrations"
)

// held is a migration that hangs in the middle of a file: somebody else is about to
// make a table of the same name.
type held struct {
	*dbtest.DB
	by    pgx.Tx
	ended chan error
	stop  context.CancelFunc
}

func hold(t *testing.T) held {
	t.Helper()
	d := dbtest.New(t)
	if err := migrations.Down(t.Context(), d.OwnerDSN); err != nil {
		t.Fatal(err)
	}
	tx, err := d.Owner.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(t.Context(), `create table client ()`); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	h := held{d, tx, make(chan error, 1), stop}
	go func() { h.ended <- migrations.Up(ctx, d.OwnerDSN) }()
	for len(list(t, d, `select pid::text from pg_locks where not granted and locktype = 'transactionid'
		and pid in (select pid from pg_stat_activity where datname = current_database())`)) == 0 {
		if len(h.ended) > 0 {
			t.Fatal(<-h.ended)
		}
	}
	return h
}

// goesOn looks where the database stands and brings it up.
func (h held) goesOn(t *testing.T, at uint) {
	t.Helper()
	s, err := migrations.Status(t.Context(), h.OwnerDSN)
	if err != nil || s.Dirty || s.Version != at {
		t.Errorf("stands at %+v (%v), want clean at %d", s, err, at)
	}
	if err := migrations.Up(t.Context(), h.OwnerDSN); err != nil {
		t.Fatal(err)
	}
	if s, err := migrations.Status(t.Context(), h.OwnerDSN); err != nil || !s.Current() {
		t.Errorf("stands at %+v (%v), want current", s, err)
	}
}

func TestAKillInTheMiddleOfAFileLeavesItAsIfNeverBegun(t *testing.T) {
	t.Parallel()
	h := hold(t)
	list(t, h.DB, `select pg_terminate_backend(pid)::text from pg_stat_activity
		where datname = current_database() and wait_event_type = 'Lock'`)
	if err := <-h.ended; err == nil {
		t.Error("a killed migration says nothing")
	}
	if err := h.by.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.goesOn(t, 4)
}

func TestWhoStopsAMigrationIsToldWhereItStands(t *testing.T) {
	t.Parallel()
	h := hold(t)
	h.stop()
	if err := h.by.Rollback(context.Background()); err != nil {
		t.Fatal(err)
	}
	if err := <-h.ended; !errors.Is(err, migrations.ErrStopped) {
		t.Errorf("got %v", err)
	}
	h.goesOn(t, 5)
}

func TestOfTwoMigrationsOneWaits(t *testing.T) {
	t.Parallel()
	h := hold(t)
	told, second := make(chan string, 100), make(chan error, 1)
	go func() { second <- migrations.Up(t.Context(), h.OwnerDSN, func(words string) { told <- words }) }()
	if got := <-told; got != "Waiting until another kap migrate has ended" {
		t.Errorf("told %q", got)
	}
	if err := h.by.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(<-h.ended, <-second); err != nil {
		t.Error(err)
	}
	if len(told) > 0 {
		t.Errorf("the second did something: %s", <-told)
	}
}
