package preparation

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/sign"
)

// Signed derives what was signed of a preparation session again from its row, for kap verify.
func Signed(ctx context.Context, tx *db.Tx, client, id uuid.UUID) (sign.Document, error) {
	r, err := one(ctx, tx, client, id)
	return r.Document(client), err
}
