package db

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Schema is where a database stands, as the app role may know it.
type Schema struct {
	Version uint // 0: there is none
	Secret  bool // one from before the app role was told: older than any program that asks
	Dirty   bool // half-way, left by an earlier program
}

// Schema reads which schema is there.
func (d *DB) Schema(ctx context.Context) (s Schema, err error) {
	err = d.pool.QueryRow(ctx, `select version, dirty from schema_migrations`).Scan(&s.Version, &s.Dirty)
	var pg *pgconn.PgError
	switch {
	case err == nil, errors.Is(err, pgx.ErrNoRows):
		return s, nil
	case errors.As(err, &pg) && pg.Code == "42P01": // no such table
		return s, nil
	case errors.As(err, &pg) && pg.Code == "42501": // no right to read it
		return Schema{Secret: true}, nil
	}
	return s, fmt.Errorf("read the schema's number: %w", err)
}
