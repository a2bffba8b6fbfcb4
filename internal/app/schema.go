package app

import (
	"context"
	"fmt"
	"log/slog"

	"kap/internal/db"
	"kap/migrations"
)

// FitSchema refuses a database whose schema is not this program's or a later one: a
// later one is served with a warning, so that an old server outlives an upgrade.
func FitSchema(ctx context.Context, d *db.DB, log *slog.Logger) error {
	s, err := d.Schema(ctx)
	if err != nil {
		return err
	}
	if wrong := unfit(s, migrations.Latest()); wrong != "" {
		return fmt.Errorf("%s: run `kap migrate` as the database's owner (KAP_OWNER_DATABASE_URL), then start again", wrong)
	}
	if s.Version > migrations.Latest() {
		log.Warn("the database's schema is newer than this program's; install the newer program", "schema", s.Version, "program", migrations.Latest())
	}
	return nil
}

// unfit says what is wrong with a schema for a program of a number; "" where nothing is.
func unfit(s db.Schema, program uint) string {
	switch {
	case s.Secret:
		return fmt.Sprintf("the database's schema is older than this program's (%d)", program)
	case s.Version == 0:
		return fmt.Sprintf("the database has no schema yet (0 of %d)", program)
	case s.Dirty:
		return fmt.Sprintf("the database's schema stopped half-way (at %d of %d)", s.Version, program)
	case s.Version < program:
		return fmt.Sprintf("the database's schema is older than this program's (%d of %d)", s.Version, program)
	}
	return ""
}
