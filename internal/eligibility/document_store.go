package eligibility

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/sign"
)

// SignedConsultation derives what was signed of a consultation again from its row, for
// kap verify.
func SignedConsultation(ctx context.Context, tx *db.Tx, client, id uuid.UUID) (sign.Document, error) {
	c, err := consultation(ctx, tx, client, id)
	return c.Document(client), err
}

// SignedDecision derives what was signed of a decision again from its rows.
func SignedDecision(ctx context.Context, tx *db.Tx, client, id uuid.UUID) (sign.Document, error) {
	r, err := decision(ctx, tx, client, id)
	return r.Document(client), err
}
