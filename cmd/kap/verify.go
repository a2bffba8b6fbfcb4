package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"

	"kap/internal/app"
	"kap/internal/config"
	"kap/internal/db"
	"kap/internal/pgserver"
	"kap/internal/phrase"
	"kap/internal/verify"
	"kap/migrations"
)

// verifyCommand re-reads the whole database and fails on any finding. It makes and
// changes nothing, and a database in which there is nothing to verify is none that holds.
func verifyCommand(ctx context.Context, c config.Config, args []string) error {
	flags := flag.NewFlagSet("verify", flag.ContinueOnError)
	asJSON := flags.Bool("json", false, "as JSON")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if err := thereAlready(c); err != nil {
		return err
	}
	return withOwner(ctx, c, func(d database) error {
		if err := readable(ctx, d); err != nil {
			return err
		}
		owner, err := db.OpenOwner(ctx, d.owner, app.Now)
		if err != nil {
			return err
		}
		defer owner.Close()
		return verified(ctx, d, owner, *asJSON)
	})
}

// thereAlready refuses to make a private Postgres only to find nothing in it.
func thereAlready(c config.Config) error {
	if !c.PrivatePostgres() {
		return nil
	}
	dir, there, err := pgserver.Find(private(c, os.Stderr))
	if err == nil && !there {
		err = fmt.Errorf("there is no database in %s to verify; set KAP_DATABASE_URL and KAP_OWNER_DATABASE_URL to the clinic's, or KAP_DATA to its folder", dir)
	}
	return err
}

// readable refuses a schema that is not this program's.
func readable(ctx context.Context, d database) error {
	state, err := migrations.Status(ctx, d.owner)
	if err == nil && (state.Version != state.Latest || state.Dirty) {
		err = fmt.Errorf("the schema is at %d and this program reads %d: nothing was verified in %s. `kap migrate` brings an older one up to date", state.Version, state.Latest, d.place())
	}
	return err
}

func verified(ctx context.Context, d database, owner *db.Owner, asJSON bool) error {
	held, err := app.Holds(ctx, owner)
	if err != nil {
		return err
	}
	if held.Demos+held.Others == 0 {
		return errors.New("there is no clinic in " + d.place() + ": nothing was verified")
	}
	findings, err := verify.Everything(ctx, owner)
	if err != nil {
		return err
	}
	if err := report(findings, asJSON); err != nil {
		return err
	}
	holds := fmt.Sprintf("%s, %s", phrase.Count(held.Demos+held.Others, "clinic"), phrase.Count(held.Clients, "client"))
	if len(findings) > 0 {
		return fmt.Errorf("%s in %s (%s)", phrase.Count(len(findings), "finding"), d.place(), holds)
	}
	fmt.Fprintf(os.Stderr, "Every invariant holds in %s: %s.\n", d.place(), holds)
	return nil
}

func report(findings []verify.Finding, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(os.Stdout).Encode(findings)
	}
	for _, f := range findings {
		fmt.Println(f)
	}
	return nil
}
