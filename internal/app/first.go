package app

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/consent"
	"kap/internal/db"
	"kap/internal/protocol"
)

// FirstTexts gives a new clinic version 1 of the protocol and of the consent
// texts, as drafts: nothing is signed until the medical lead approves them.
func FirstTexts(ctx context.Context, tx *db.Tx, clinic uuid.UUID) error {
	if err := protocol.InsertFirst(ctx, tx, clinic); err != nil {
		return err
	}
	return consent.InsertFirst(ctx, tx, clinic)
}
