// Package dbtest gives every test a migrated Postgres database of its own, with
// a clock the test sets and a small clinic when it asks for one.
//
// Databases are cloned from a template named by the content of the migrations, emptied
// after the test and used again (slot); a failed test keeps its own and says how to open it.
package dbtest

import (
	"context"
	"net/url"
	"path/filepath"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"kap/internal/auth"
	"kap/internal/db"
)

// DB is one test's database. Its operations run as kap_app under row-level
// security; what a test must arrange or look at from outside goes through Owner.
type DB struct {
	*db.DB
	Owner            *pgxpool.Pool // as kap_owner: sees every clinic
	AppDSN, OwnerDSN string
	clock            *clock
	before           int64 // round trips of earlier tests
}

// Trips counts this test's round trips.
func (d *DB) Trips() int64 { return d.DB.Trips() - d.before }

// New is a migrated database without any clinic. Tests that use it run in parallel.
func New(t testing.TB) *DB {
	t.Helper()
	from, err := migrated()
	if err != nil {
		t.Fatal(err)
	}
	return clone(t, from)
}

// NewFrom is New after fill has run; fill runs once per name and test run, its
// result is cloned. It must close what it opens.
func NewFrom(t testing.TB, name string, fill func(ctx context.Context, appDSN, ownerDSN string) error) *DB {
	t.Helper()
	from, err := migrated()
	if err != nil {
		t.Fatal(err)
	}
	filled := "filled_" + name + "_" + fingerprint()
	if err := template(filled, from, fill); err != nil {
		t.Fatal(err)
	}
	return clone(t, filled)
}

// As is ctx with the actor in it.
func As(ctx context.Context, a auth.Actor) context.Context { return auth.With(ctx, a) }

func clone(t testing.TB, from string) *DB {
	t.Helper()
	s, err := lease(from)
	if s != nil {
		t.Cleanup(func() { s.giveBack(t) })
	}
	if err != nil {
		t.Fatal(err)
	}
	return &DB{DB: s.app, Owner: s.owner, AppDSN: s.appDSN, OwnerDSN: s.ownerDSN, clock: s.clock, before: s.app.Trips()}
}

// folder is the cluster's, told from its socket.
func folder(dsn string) string {
	u, err := url.Parse(dsn)
	if err != nil {
		return "?"
	}
	return filepath.Dir(u.Query().Get("host"))
}
