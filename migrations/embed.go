// Package migrations holds the schema of the database, one subject a file, with
// the policies and grants of each table beside it, and applies it as its owner.
package migrations

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/golang-migrate/migrate/v4"
	"github.com/golang-migrate/migrate/v4/database"
	"github.com/golang-migrate/migrate/v4/database/pgx/v5"
	"github.com/golang-migrate/migrate/v4/source/iofs"
	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
)

// FS holds every migration file.
//
//go:embed *.sql
var FS embed.FS

// State is where a database stands: the last migration applied (0: none), the
// last one there is, and whether the last one failed half-way.
type State struct {
	Version, Latest uint
	Dirty           bool
}

// Up applies what is missing, as the owner, and tells in a few words where it is.
// Where another process is at it, Up waits.
func Up(ctx context.Context, ownerDSN string, tell ...func(words string)) error {
	latest := Latest()
	return with(ctx, ownerDSN, tell, func(m *migrate.Migrate) error {
		err := m.Up()
		if err == nil && ctx.Err() != nil {
			return stopped(m, latest)
		}
		return err
	})
}

// stopped says where somebody who stopped the work left it; nil where it was done.
func stopped(m *migrate.Migrate, latest uint) error {
	at, _, err := m.Version()
	if err != nil && !errors.Is(err, migrate.ErrNilVersion) {
		return err
	}
	if at == latest {
		return nil
	}
	return fmt.Errorf("%w at %d of %d; what was applied is whole, and the next run goes on there", ErrStopped, at, latest)
}

// ErrStopped is the answer to somebody who stopped a migration between two files.
var ErrStopped = errors.New("stopped")

// Force says that the database stands at this version (0: before the first) and
// is not dirty, after somebody has looked.
func Force(ctx context.Context, ownerDSN string, version int) error {
	if version == 0 {
		version = database.NilVersion
	}
	return with(ctx, ownerDSN, nil, func(m *migrate.Migrate) error { return m.Force(version) })
}

// Status reads where the database stands, and changes nothing.
func Status(ctx context.Context, dsn string) (State, error) {
	s := State{Latest: Latest()}
	conns, err := sql.Open("pgx", dsn)
	if err != nil {
		return s, fmt.Errorf("read the schema's number: %w", err)
	}
	defer conns.Close()
	err = conns.QueryRowContext(ctx, `select version, dirty from schema_migrations`).Scan(&s.Version, &s.Dirty)
	var pg *pgconn.PgError
	if errors.Is(err, sql.ErrNoRows) || errors.As(err, &pg) && pg.Code == "42P01" { // no such table
		return s, nil
	}
	if err != nil {
		return s, fmt.Errorf("read the schema's number: %w", err)
	}
	return s, nil
}

// with opens the migrations for one process at a time.
func with(ctx context.Context, dsn string, tell []func(string), do func(*migrate.Migrate) error) error {
	say := func(format string, args ...any) {
		for _, t := range tell {
			t(fmt.Sprintf(format, args...))
		}
	}
	conns, err := sql.Open("pgx", dsn)
	if err != nil {
		return fmt.Errorf("open migrations: %w", err)
	}
	defer conns.Close()
	alone, err := turn(ctx, conns, say)
	if err != nil {
		return err
	}
	defer alone.Close()
	m, err := open(conns, say)
	if err != nil {
		return fmt.Errorf("open migrations: %w", err)
	}
	defer m.Close()
	stop := context.AfterFunc(ctx, func() { m.GracefulStop <- true })
	defer stop()
	return sentence(do(m))
}

// turn waits until no other process migrates this database. Whoever is killed
// leaves at once: the lock goes with the connection.
func turn(ctx context.Context, conns *sql.DB, say func(string, ...any)) (*sql.Conn, error) {
	const number = 0x6b6170 // kap
	conn, err := conns.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("open migrations: %w", err)
	}
	var free bool
	err = conn.QueryRowContext(ctx, `select pg_try_advisory_lock($1)`, number).Scan(&free)
	if err == nil && !free {
		say("Waiting until another kap migrate has ended")
		_, err = conn.ExecContext(ctx, `select pg_advisory_lock($1)`, number)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("wait for another kap migrate: %w", err), conn.Close())
	}
	return conn, nil
}

func sentence(err error) error {
	var dirty migrate.ErrDirty
	switch {
	case errors.Is(err, migrate.ErrNoChange):
		return nil
	case errors.As(err, &dirty):
		return fmt.Errorf("migration %06d was interrupted by an earlier program and nobody knows whether it was applied: look for what the file makes; "+
			"`kap migrate force %d` if it is there, else `kap migrate force %d`; then `kap migrate`", dirty.Version, dirty.Version, dirty.Version-1)
	case errors.Is(err, ErrStopped):
		return err
	case err != nil:
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

func open(conns *sql.DB, say func(string, ...any)) (*migrate.Migrate, error) {
	target, err := pgx.WithInstance(conns, &pgx.Config{})
	if err != nil {
		return nil, err
	}
	files, err := iofs.New(FS, ".")
	if err != nil {
		return nil, errors.Join(err, target.Close())
	}
	return migrate.NewWithInstance("migrations", files, "kap", &whole{Driver: target, say: say, latest: Latest()})
}

// Latest is the highest number among the files: the schema this program is made for.
func Latest() (version uint) {
	files, _ := fs.Glob(FS, "*.up.sql") // the pattern is well formed
	for _, name := range files {
		number, _, _ := strings.Cut(name, "_")
		n, _ := strconv.ParseUint(number, 10, 32) // a test holds names to their form
		version = max(version, uint(n))
	}
	return version
}
