package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// Once is one transaction that many acts share: each Write or Read in it is undone
// alone when it fails, and others see all of them together, or none. What is
// looked at when a transaction ends is looked at when this one ends.
type Once struct {
	pool *pgxpool.Pool
	conn *pgxpool.Conn
}

// AtOnce makes much at once, first as owner, then as the app; one act after the
// other. Whatever ends it early, a killed process or server too, leaves nothing.
func AtOnce(ctx context.Context, ownerDSN string, fn func(*Once) error) error {
	pool, err := connect(ctx, ownerDSN)
	if err != nil {
		return err
	}
	defer pool.Close()
	conn, err := pool.Acquire(ctx)
	if err != nil {
		return fmt.Errorf("connect as owner: %w", err)
	}
	defer conn.Release() // amid a transaction: closed, and so rolled back
	tx, err := conn.Begin(ctx)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	if err := fn(&Once{pool, conn}); err != nil {
		return err
	}
	if err := tx.Commit(ctx); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	return nil
}

// Owner works in it as the owner, before the app does.
func (o *Once) Owner(clock func() time.Time) *Owner { return &Owner{o.at(clock)} }

// App works in it as the app does when it serves, bound by grants and row-level
// security. Statements are planned once: tables that were empty a moment ago tell
// a plan nothing.
func (o *Once) App(ctx context.Context, clock func() time.Time) (*DB, error) {
	for _, setting := range []string{`set local plan_cache_mode = force_generic_plan`, `set local jit = off`, `set local role kap_app`} {
		if _, err := o.conn.Exec(ctx, setting); err != nil {
			return nil, fmt.Errorf("work as kap_app (if that is refused, run deploy/roles.sql again as superuser): %w", err)
		}
	}
	return o.at(clock), refusePowerfulRole(ctx, o.conn)
}

func (o *Once) at(clock func() time.Time) *DB {
	return &DB{pool: o.pool, once: o.conn, Clock: clock, MAC: plainDigest}
}

// undo takes back the act that failed; those before it stand.
func (d *DB) undo(ctx context.Context) error {
	for _, s := range []string{"rollback to savepoint act", "release savepoint act"} {
		if _, err := d.once.Exec(ctx, s); err != nil {
			return err
		}
	}
	return nil
}
