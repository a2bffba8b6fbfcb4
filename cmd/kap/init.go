package main

import (
	"context"
	"flag"

	"kap/internal/config"
	"kap/internal/db"
)

func initCommand(ctx context.Context, c config.Config, args []string) error {
	flags := flag.NewFlagSet("init", flag.ContinueOnError)
	_ = flags.String("clinic", "", "the clinic's name")
	if err := flags.Parse(args); err != nil {
		return err
	}
	return asOwner(ctx, c, func(d database, owner *db.Owner) error { return nil })
}

func fillIfEmpty(ctx context.Context, c config.Config, d database) error { return nil }
