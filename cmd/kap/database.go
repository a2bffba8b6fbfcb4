package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"kap/deploy"
	"kap/internal/app"
	"kap/internal/config"
	"kap/internal/db"
	"kap/internal/pgserver"
	"kap/internal/progress"
	"kap/internal/refold"
	"kap/migrations"
)

// database is where the program's data is: a private server, or one given by address.
type database struct {
	app, owner string // DSNs
	dir        string // of the private server; "" where the server is somebody else's
	keep       func(ctx context.Context, tell func(sentence string)) error
	stop       func() error
}

// openDatabase starts the private Postgres, or takes the addresses of the settings.
func openDatabase(ctx context.Context, c config.Config, log io.Writer) (database, error) {
	if !c.PrivatePostgres() {
		if err := oneDatabase(ctx, c); err != nil {
			return database{}, err
		}
		return database{
			app: c.DatabaseURL, owner: c.OwnerDatabaseURL,
			keep: func(ctx context.Context, _ func(string)) error { <-ctx.Done(); return nil },
			stop: func() error { return nil },
		}, nil
	}
	server, err := pgserver.Start(ctx, private(c, log))
	if err != nil {
		return database{}, err
	}
	return database{
		app: server.DSN("kap_app", "kap"), owner: server.DSN("kap_owner", "kap"),
		dir: server.Dir(), keep: server.Keep, stop: server.Stop,
	}, nil
}

// oneDatabase refuses half a setting: served here, looked after there.
func oneDatabase(ctx context.Context, c config.Config) error {
	if c.OwnerDatabaseURL == "" {
		return nil
	}
	return db.SameDatabase(ctx, c.DatabaseURL, c.OwnerDatabaseURL)
}

// sayPlace says which database a command is about to work on: settings of another clinic
// are seen before anything is done to it.
func sayPlace(out io.Writer, dsn string) { fmt.Fprintf(out, "Working on %s.\n", db.Place(dsn)) }

// place is the database in words.
func (d database) place() string {
	if d.dir != "" {
		return "the private Postgres in " + d.dir
	}
	return db.Place(d.owner)
}

// private is the private Postgres of the settings.
func private(c config.Config, log io.Writer) pgserver.Options {
	return pgserver.Options{Dir: c.PostgresFolder(), Durable: true, Log: log}
}

// asOwner runs fn on the migrated database as its owner.
func asOwner(ctx context.Context, c config.Config, fn func(database, *db.Owner) error) (err error) {
	return withOwner(ctx, c, func(d database) error {
		if err := bringUp(ctx, d.owner); err != nil {
			return err
		}
		owner, err := db.OpenOwner(ctx, d.owner, app.Now)
		if err != nil {
			return err
		}
		defer owner.Close()
		return fn(d, owner)
	})
}

// withOwner opens the database for work as its owner.
func withOwner(ctx context.Context, c config.Config, fn func(database) error) (err error) {
	if !c.PrivatePostgres() {
		if c.OwnerDatabaseURL == "" {
			return errors.New("this command works as the database's owner; set KAP_OWNER_DATABASE_URL")
		}
		sayPlace(os.Stderr, c.OwnerDatabaseURL)
		if err := db.Reach(ctx, "KAP_OWNER_DATABASE_URL", c.OwnerDatabaseURL); err != nil {
			return err
		}
	}
	d, err := openDatabase(ctx, c, os.Stderr)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.stop()) }()
	return fn(d)
}

// bringUp brings the schema up to date and shows where it is; silent where it is already.
func bringUp(ctx context.Context, owner string) error {
	if err := db.Roles(ctx, owner, deploy.RolesSQL); err != nil {
		return err
	}
	line := progress.On(os.Stderr)
	shown := false
	err := migrations.Up(ctx, owner, func(words string) {
		shown = true
		line.Say("%s", words)
	})
	if shown && err == nil {
		line.End("The schema is up to date (%d).", migrations.Latest())
	} else if shown {
		line.End("The schema is not up to date.")
	}
	if err != nil {
		return err
	}
	return foldAnew(ctx, owner)
}

// foldAnew makes the keys of all names what this program's folding makes of them.
func foldAnew(ctx context.Context, dsn string) error {
	owner, err := db.OpenOwner(ctx, dsn, app.Now)
	if err != nil {
		return err
	}
	defer owner.Close()
	return owner.Write(ctx, func(tx *db.Tx) error {
		_, err := refold.Everything(ctx, tx)
		return err
	})
}

func migrateCommand(ctx context.Context, c config.Config, args []string) error {
	return withOwner(ctx, c, func(d database) error {
		if len(args) == 0 {
			return bringUp(ctx, d.owner)
		}
		return migrateWith(ctx, d.owner, args)
	})
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
