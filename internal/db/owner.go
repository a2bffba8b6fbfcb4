package db

import (
	"context"
	"fmt"
	"time"

	"kap/internal/auth"
)

// Owner is the database as its owner: for init, the demo clinic's people and
// verify. The server never holds one.
type Owner struct{ db *DB }

// OpenOwner connects as the owner.
func OpenOwner(ctx context.Context, dsn string, clock func() time.Time) (*Owner, error) {
	pool, err := connect(ctx, dsn)
	if err != nil {
		return nil, fmt.Errorf("connect as owner: %w", err)
	}
	return &Owner{&DB{pool: pool, Clock: clock, MAC: plainDigest}}, nil
}

// Close ends its connections.
func (o *Owner) Close() { o.db.Close() }

// Read runs fn in one consistent view of everything.
func (o *Owner) Read(ctx context.Context, fn func(*View) error) error {
	return o.db.within(ctx, auth.Actor{}, "begin isolation level repeatable read", nil, func(tx *Tx) ([]statement, error) {
		return nil, fn(&tx.View)
	})
}

// Write runs fn in one transaction.
func (o *Owner) Write(ctx context.Context, fn func(*Tx) error) error {
	return o.db.within(ctx, auth.Actor{}, "begin", nil, func(tx *Tx) ([]statement, error) { return nil, fn(tx) })
}
