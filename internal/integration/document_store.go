package integration

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/sign"
)

// Signed derives what was signed of a session again from its rows, for kap verify. The
// text names who held it; where that person signed, by the name of then.
func Signed(ctx context.Context, tx *db.Tx, client, id uuid.UUID) (sign.Document, error) {
	r, err := one(ctx, tx, client, id)
	if err != nil {
		return sign.Document{}, err
	}
	p, err := read(ctx, tx, tx.Now, client, r)
	if err != nil {
		return sign.Document{}, err
	}
	if len(p.Signatures) > 0 && r.HeldBy == r.SignedBy {
		p.Session.HeldBy = p.Signatures[0].Title()
	}
	return p.Document(client), nil
}
