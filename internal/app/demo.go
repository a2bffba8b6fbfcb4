package app

import (
	"context"
	"time"

	"kap/internal/db"
	"kap/internal/demo"
)

// FillDemo makes the demo clinic in an empty database: the clinic and its
// people as owner, everything else through the operations as the app.
func FillDemo(ctx context.Context, owner *db.Owner, dsn string, clock func() time.Time) error {
	_, err := demo.Found(ctx, owner, FirstTexts)
	return err
}
