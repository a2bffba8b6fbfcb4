package consent

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/sign"
)

// SignedConsent derives what was signed of a consent again from its row and the text's, for
// kap verify.
func SignedConsent(ctx context.Context, tx *db.Tx, client, id uuid.UUID) (sign.Document, error) {
	c, err := one(ctx, tx, client, id)
	if err != nil {
		return sign.Document{}, err
	}
	text, err := oneText(ctx, tx, c.TextID)
	return c.Document(client, text.Text), err
}

// SignedText derives what was approved of a consent text again from its row.
func SignedText(ctx context.Context, tx *db.Tx, _, id uuid.UUID) (sign.Document, error) {
	v, err := oneText(ctx, tx, id)
	return v.Document(), err
}
