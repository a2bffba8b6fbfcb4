// Package dbtest gives every test a migrated Postgres database of its own, with
// a clock the test sets and a small clinic when it asks for one.
//
// Databases are cloned from a template named by the content of the migrations
// (about 40 ms on a quiet machine) and dropped after the test; a failed test keeps its own and
// says how to open it.
package dbtest

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
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
	clock            clock
}

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
	super, err := cluster()
	if err != nil {
		t.Fatal(err)
	}
	name := databaseName(t.Name())
	ctx := context.Background()
	if err := withConn(ctx, super, func(conn *pgx.Conn) error { return create(ctx, conn, name, from) }); err != nil {
		t.Fatal(err)
	}
	d := &DB{AppDSN: address(super, "kap_app", name), OwnerDSN: address(super, "kap_owner", name)}
	t.Cleanup(func() { d.close(t, super, name) })
	d.open(t)
	return d
}

func (d *DB) open(t testing.TB) {
	t.Helper()
	d.Set(Noon)
	var err error
	if d.Owner, err = d.asOwner(); err != nil {
		t.Fatal(err)
	}
	if d.DB, err = db.Open(context.Background(), d.AppDSN); err != nil {
		t.Fatal(err)
	}
	d.DB.Clock = d.clock.now
}

// asOwner connects by the test's clock: a row that the owner adds is no later than what
// the app does next, whatever day it really is.
func (d *DB) asOwner() (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(d.OwnerDSN)
	if err != nil {
		return nil, err
	}
	config.PrepareConn = func(ctx context.Context, conn *pgx.Conn) (bool, error) {
		_, err := conn.Exec(ctx, `select set_config('app.now', $1, false)`, d.clock.now().Format(time.RFC3339Nano))
		return true, err
	}
	return pgxpool.NewWithConfig(context.Background(), config)
}

// close drops the database, or keeps a failed test's and says how to open it.
func (d *DB) close(t testing.TB, super, name string) {
	if d.DB != nil {
		d.DB.Close()
	}
	if d.Owner != nil {
		d.Owner.Close()
	}
	if t.Failed() {
		t.Logf("kept the database of this test until the next run; open it with\n\tgo run ./internal/dbtest/with-postgres -dir %s psql '%s'",
			folder(super), d.OwnerDSN)
		return
	}
	ctx := context.Background()
	if err := withConn(ctx, super, func(conn *pgx.Conn) error { return drop(ctx, conn, name) }); err != nil {
		t.Error(err)
	}
}

// folder is the cluster's, told from its socket.
func folder(dsn string) string {
	u, err := url.Parse(dsn)
	if err != nil {
		return "?"
	}
	return filepath.Dir(u.Query().Get("host"))
}

// databaseName tells the test and cannot collide; at most 63 bytes.
func databaseName(test string) string {
	kept := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return '_'
	}, test)
	unique := make([]byte, 5)
	_, _ = rand.Read(unique)
	return fmt.Sprintf("t_%s_%s", kept[:min(len(kept), 48)], hex.EncodeToString(unique))
}
