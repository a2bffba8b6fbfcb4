package dosing

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/sign"
)

// SignedRecord derives what was signed of a session again from its row and every row below it,
// for kap verify.
func SignedRecord(ctx context.Context, tx *db.Tx, client, id uuid.UUID) (sign.Document, error) {
	b := db.NewBatch(tx)
	rows := QueueFullRecord(b, client, id, tx.Now)
	if err := b.Send(ctx); err != nil {
		return sign.Document{}, err
	}
	r, err := rows.FullRecord()
	if err != nil {
		return sign.Document{}, err
	}
	return r.Document(), nil
}
