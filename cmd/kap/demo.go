package main

import (
	"context"
	"os"

	"kap/internal/app"
	"kap/internal/config"
	"kap/internal/db"
	"kap/internal/progress"
)

func demoCommand(ctx context.Context, c config.Config, _ []string) error {
	return asOwner(ctx, c, func(d database, _ *db.Owner) error { return fillIfEmpty(ctx, c, d) })
}

// fillIfEmpty makes the demo clinic in a database that holds no clinic.
func fillIfEmpty(ctx context.Context, c config.Config, d database) error {
	if d.owner == "" { // filled already, by kap demo
		return nil
	}
	if err := bringUp(ctx, d.owner); err != nil {
		return err
	}
	return app.FillDemo(ctx, d.owner, app.Now, progress.On(os.Stderr))
}
