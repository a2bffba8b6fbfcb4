package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"

	"kap/internal/app"
	"kap/internal/config"
	"kap/internal/db"
	"kap/internal/pgserver"
)

// cleanDemo throws the private Postgres away, so that the next start begins anew. It
// says what is in it first, and takes only the demo clinic or nothing at all.
func cleanDemo(ctx context.Context, c config.Config, args []string) error {
	flags := flag.NewFlagSet("clean-demo", flag.ContinueOnError)
	yes := flags.Bool("yes", false, "do not ask")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if !c.PrivatePostgres() {
		return errors.New("KAP_DATABASE_URL is set, and clean-demo removes only the private Postgres of make run; a database of your own is yours to drop")
	}
	dir, there, err := pgserver.Find(private(c, os.Stderr))
	if err != nil {
		return err
	}
	if !there {
		fmt.Printf("There is nothing to remove in %s.\n", dir)
		return nil
	}
	server, err := pgserver.Start(ctx, private(c, os.Stderr))
	if errors.Is(err, pgserver.ErrInUse) {
		return fmt.Errorf("the clinic in %s is running; stop it first (Ctrl-C where it runs)", dir)
	}
	if err != nil {
		return fmt.Errorf("what is in %s cannot be looked at, so it stays: %w", dir, err)
	}
	return removeDemo(ctx, server, *yes)
}

func removeDemo(ctx context.Context, server *pgserver.Server, yes bool) (err error) {
	defer func() { err = errors.Join(err, server.Stop()) }()
	holds, err := contents(ctx, server)
	if err != nil {
		return err
	}
	fmt.Printf("This throws away %s: %s.\n", server.Dir(), holds)
	if !yes && !saidYes("Type yes to remove it: ") {
		return errors.New("nothing was removed; answer yes, or say YES=1 (kap clean-demo --yes)")
	}
	if err := server.Remove(); err != nil {
		return err
	}
	fmt.Println("It is removed. The next make run fills a new demo clinic.")
	return nil
}

// contents is what a database holds, in words. A clinic that is not the demo is refused.
func contents(ctx context.Context, server *pgserver.Server) (string, error) {
	size, err := server.Size()
	if err != nil {
		return "", err
	}
	megabytes := fmt.Sprintf("%d MB", size>>20)
	owner, err := db.OpenOwner(ctx, server.DSN("kap_owner", "kap"), app.Now)
	if err != nil {
		return "", err
	}
	defer owner.Close()
	held, err := app.Holds(ctx, owner)
	switch {
	case err != nil:
		return "", err
	case len(held.Foreign) > 0:
		return "", fmt.Errorf("%s is a server of somebody's own: it holds the database %s; clean-demo throws away only the demo", server.Dir(), held.Foreign[0])
	case held.Others > 0:
		return "", fmt.Errorf("%s holds a clinic that is not the demo (%d clients); clean-demo throws away only the demo", server.Dir(), held.Clients)
	case held.Demos == 0:
		return "a database without a clinic, " + megabytes, nil
	}
	return fmt.Sprintf("the demo clinic with %d clients, %s", held.Clients, megabytes), nil
}
