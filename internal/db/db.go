// Package db opens every transaction of the clinic, and there, once, applies
// identity, clock, row-level security, the record of access and protection
// against repeats. It is the only package that names pgx.
package db

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// DB is the clinic's database as the app role sees it.
type DB struct {
	pool *pgxpool.Pool

	// Clock is the one clock: UTC, cut to microseconds by db.
	Clock func() time.Time
	// AfterWrite keeps projections of a client current, inside the writing
	// transaction and a savepoint: its failure is reported, the write stands.
	AfterWrite func(ctx context.Context, tx *Tx, client uuid.UUID) error
	// Report is told of a failed AfterWrite; nil drops it.
	Report func(ctx context.Context, err error)
	// MAC digests what a form posted, so that a repeat is known from a change.
	MAC func(posted []byte) []byte

	trips atomic.Int64
	once  *pgxpool.Conn // all transactions are acts of the one that is open here (AtOnce)
}

// Open connects a pool and refuses a role that row-level security does not bind.
func Open(ctx context.Context, dsn string) (*DB, error) {
	pool, err := connect(ctx, dsn)
	if err != nil {
		return nil, err
	}
	err = refusePowerfulRole(ctx, pool)
	if err == nil {
		err = refuseBorrowedRole(ctx, pool)
	}
	if err != nil {
		pool.Close()
		return nil, unreached(pool.Config().ConnConfig, err)
	}
	return &DB{pool: pool, MAC: plainDigest}, nil
}

// refuseBorrowedRole: an owner who only works as the app could take the owner's rights
// back with one statement.
func refuseBorrowedRole(ctx context.Context, on *pgxpool.Pool) error {
	var borrowed bool
	if err := on.QueryRow(ctx, `select session_user <> current_user`).Scan(&borrowed); err != nil {
		return fmt.Errorf("look at the database role: %w", err)
	}
	if borrowed {
		return errors.New("the database address sets another role than the one that signs in; serve with kap_app itself")
	}
	return nil
}

func connect(ctx context.Context, dsn string) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		return nil, fmt.Errorf("read database address: %w", err)
	}
	config.ConnConfig.RuntimeParams["timezone"] = "UTC"
	config.ConnConfig.RuntimeParams["application_name"] = "kap"
	config.AfterConnect = func(_ context.Context, conn *pgx.Conn) error {
		readNoTime(conn.TypeMap())
		return nil
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("connect to the database: %w", err)
	}
	return pool, nil
}

func refusePowerfulRole(ctx context.Context, on interface {
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}) error {
	var powerful bool
	err := on.QueryRow(ctx, `
		select r.rolsuper or r.rolbypassrls
		    or exists (select from pg_class c where c.relowner = r.oid and c.relkind = 'r')
		from pg_roles r
		where r.rolname = current_user`).Scan(&powerful)
	if err != nil {
		return fmt.Errorf("look at the database role: %w", err)
	}
	if powerful {
		return errors.New("the database role may pass row-level security; serve with kap_app, not an owner or superuser")
	}
	return nil
}

// Close ends every connection.
func (d *DB) Close() { d.pool.Close() }

// Renew lets every connection of the pool be made anew, once whoever works on it is done.
func (d *DB) Renew() { d.pool.Reset() }

// Ping asks the database whether it is there and returns its clock.
func (d *DB) Ping(ctx context.Context) (time.Time, error) {
	var at time.Time
	err := d.pool.QueryRow(ctx, `select clock_timestamp()`).Scan(&at)
	return at, err
}

// Trips counts round trips since the start; tests hold pages to a number.
func (d *DB) Trips() int64 { return d.trips.Load() }

func (d *DB) now() time.Time { return d.Clock().UTC().Truncate(time.Microsecond) }

// NewID is a UUIDv7: ids sort by when they were made.
func NewID() uuid.UUID { return uuid.Must(uuid.NewV7()) }

// Violates says whether err is the breach of the named constraint.
func Violates(err error, constraint string) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.ConstraintName == constraint
}

// Signed says whether err is the refusal of a change to what is signed.
func Signed(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == "KA001"
}

// Busy says whether err is the refusal to wait for what somebody else holds.
func Busy(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == "55P03"
}

// ErrNoRows is what One turns into NotFound; Maybe answers false instead.
var ErrNoRows = pgx.ErrNoRows
