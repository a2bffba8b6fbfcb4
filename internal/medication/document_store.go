package medication

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/sign"
)

// Signed derives what was signed of an order again from its row, for kap verify.
func Signed(ctx context.Context, tx *db.Tx, client, id uuid.UUID) (sign.Document, error) {
	o, err := order(ctx, tx, client, id)
	return o.Document(client), err
}
