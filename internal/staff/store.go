package staff

import (
	"context"

	"kap/internal/db"
)

// Service is what the clinic does with its people.
type Service struct {
	DB *db.DB
	// Tell lets somebody other than the manager know that a colleague who has a password
	// got a new set-up code, in the transaction that makes it; nil tells nobody.
	Tell func(ctx context.Context, tx *db.Tx, m Member) error
}
