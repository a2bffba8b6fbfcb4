// Package migrations holds the schema of the database, one subject a file, with
// the policies and grants of each table beside it, and applies it as its owner.
package migrations

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"

	"github.com/golang-migrate/migrate/v4"
	"github.com/golang-migrate/migrate/v4/database"
	"github.com/golang-migrate/migrate/v4/database/pgx/v5"
	"github.com/golang-migrate/migrate/v4/source/iofs"
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

// Current says whether nothing is left to apply.
func (s State) Current() bool { return !s.Dirty && s.Version == s.Latest }

// Up applies what is missing, as the owner.
func Up(ctx context.Context, ownerDSN string) error {
	return with(ctx, ownerDSN, func(m *migrate.Migrate) error { return m.Up() })
}

// Down takes everything away again, data included.
func Down(ctx context.Context, ownerDSN string) error {
	return with(ctx, ownerDSN, func(m *migrate.Migrate) error { return m.Down() })
}

// Force says that the database stands at this version (0: before the first) and
// is not dirty, after somebody has looked.
func Force(ctx context.Context, ownerDSN string, version int) error {
	if version == 0 {
		version = database.NilVersion
	}
	return with(ctx, ownerDSN, func(m *migrate.Migrate) error { return m.Force(version) })
}

// Status reads where the database stands.
func Status(ctx context.Context, ownerDSN string) (State, error) {
	latest, err := newest()
	if err != nil {
		return State{}, err
	}
	s := State{Latest: latest}
	err = with(ctx, ownerDSN, func(m *migrate.Migrate) error {
		s.Version, s.Dirty, err = m.Version()
		if errors.Is(err, migrate.ErrNilVersion) {
			return nil
		}
		return err
	})
	return s, err
}

func with(ctx context.Context, dsn string, do func(*migrate.Migrate) error) error {
	m, err := open(ctx, dsn)
	if err != nil {
		return fmt.Errorf("open migrations: %w", err)
	}
	defer m.Close()
	stop := context.AfterFunc(ctx, func() { m.GracefulStop <- true })
	defer stop()
	err = do(m)
	var dirty migrate.ErrDirty
	switch {
	case errors.Is(err, migrate.ErrNoChange):
		return nil
	case errors.As(err, &dirty):
		return fmt.Errorf("migration %06d failed earlier and was rolled back: "+
			"correct its cause, then `kap migrate force %d` and `kap migrate`", dirty.Version, dirty.Version-1)
	case err != nil:
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

func open(ctx context.Context, dsn string) (*migrate.Migrate, error) {
	conns, err := sql.Open("pgx", dsn)
	if err != nil {
		return nil, err
	}
	if err := conns.PingContext(ctx); err != nil {
		return nil, errors.Join(err, conns.Close())
	}
	target, err := pgx.WithInstance(conns, &pgx.Config{})
	if err != nil {
		return nil, errors.Join(err, conns.Close())
	}
	files, err := iofs.New(FS, ".")
	if err != nil {
		return nil, errors.Join(err, target.Close())
	}
	return migrate.NewWithInstance("migrations", files, "kap", target)
}

// newest is the highest number among the files.
func newest() (uint, error) {
	files, err := iofs.New(FS, ".")
	if err != nil {
		return 0, err
	}
	defer files.Close()
	version, err := files.First()
	for err == nil {
		var next uint
		if next, err = files.Next(version); err == nil {
			version = next
		}
	}
	return version, nil
}
