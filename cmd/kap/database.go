package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"kap/internal/app"
	"kap/internal/config"
	"kap/internal/db"
	"kap/internal/pgserver"
	"kap/migrations"
)

// database is where the program's data is: a private server, or one given by address.
type database struct {
	app, owner string // DSNs
	stop       func() error
}

// openDatabase starts the private Postgres, or takes the addresses of the settings.
func openDatabase(ctx context.Context, c config.Config, log io.Writer) (database, error) {
	if !c.PrivatePostgres() {
		return database{app: c.DatabaseURL, owner: c.OwnerDatabaseURL, stop: func() error { return nil }}, nil
	}
	dir, err := filepath.Abs(filepath.Join(c.Data, "postgres"))
	if err != nil {
		return database{}, err
	}
	server, err := pgserver.Start(ctx, pgserver.Options{Dir: dir, Durable: true, Log: log})
	if err != nil {
		return database{}, err
	}
	return database{app: server.DSN("kap_app", "kap"), owner: server.DSN("kap_owner", "kap"), stop: server.Stop}, nil
}

// asOwner runs fn on the migrated database as its owner.
func asOwner(ctx context.Context, c config.Config, fn func(database, *db.Owner) error) (err error) {
	d, err := openDatabase(ctx, c, os.Stderr)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.stop()) }()
	if d.owner == "" {
		return errors.New("this command works as the database's owner; set KAP_OWNER_DATABASE_URL")
	}
	if err := migrations.Up(ctx, d.owner); err != nil {
		return err
	}
	owner, err := db.OpenOwner(ctx, d.owner, app.Now)
	if err != nil {
		return err
	}
	defer owner.Close()
	return fn(d, owner)
}

func migrateCommand(ctx context.Context, c config.Config, args []string) (err error) {
	d, err := openDatabase(ctx, c, os.Stderr)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.stop()) }()
	if d.owner == "" {
		return errors.New("migrate works as the database's owner; set KAP_OWNER_DATABASE_URL")
	}
	if len(args) == 0 {
		return migrations.Up(ctx, d.owner)
	}
	return migrateWith(ctx, d.owner, args)
}

func migrateWith(ctx context.Context, owner string, args []string) error {
	if args[0] == "status" {
		state, err := migrations.Status(ctx, owner)
		if err == nil {
			fmt.Printf("at %d of %d; dirty: %v\n", state.Version, state.Latest, state.Dirty)
		}
		return err
	}
	var version int
	if args[0] != "force" || len(args) != 2 {
		return errors.New("kap migrate [status | force N]")
	}
	if _, err := fmt.Sscan(args[1], &version); err != nil {
		return errors.New("kap migrate force N: N is the number of a migration")
	}
	return migrations.Force(ctx, owner, version)
}
