package db

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/auth"
)

// Refused counts a refusal of the request's actor: one row per actor, kind and
// route a minute. It runs after the refused transaction is over. It answers
// how many there were in this minute.
func (d *DB) Refused(ctx context.Context, kind string, client uuid.UUID) (count int, err error) {
	actor, err := auth.From(ctx)
	if err != nil {
		return 0, err
	}
	route := requestOf(ctx).Route
	err = d.within(ctx, actor, "begin", nil, func(tx *Tx) ([]statement, error) {
		count, err = One[int](ctx, tx, `select note_refusal(@kind, @route, @client)::int`,
			Named(nil, "kind", kind, "route", route, "client", client))
		return nil, err
	})
	return count, err
}
