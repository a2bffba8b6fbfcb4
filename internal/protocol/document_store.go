package protocol

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/sign"
)

// Signed derives what was approved of a version again from its row, for kap verify.
func Signed(ctx context.Context, tx *db.Tx, _, id uuid.UUID) (sign.Document, error) {
	v, err := one(ctx, tx, id)
	return v.Document(), err
}
