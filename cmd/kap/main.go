// Command kap serves a clinic and looks after its database: flags and wiring only.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // zones on a machine that has none; 0.4 MB

	"kap/internal/config"
)

// command is one word after kap.
type command struct {
	name, does string
	run        func(ctx context.Context, c config.Config, args []string) error
}

var commands = []command{
	{"serve", "serves the clinic; --demo fills an empty database and shows the demo people at the door", serve},
	{"migrate", "brings the database up to date, as owner; status, force N", migrateCommand},
	{"init", "makes a clinic and its first manager, and prints a set-up link", initCommand},
	{"demo", "fills an empty database with the demo clinic", demoCommand},
	{"clean-demo", "throws the demo clinic of the private Postgres away, after asking; --yes", cleanDemo},
	{"verify", "re-reads the whole database for the invariants of the model", verifyCommand},
	{"zones", "lists visits whose time on the clinic's wall moved with its zone's rules; --mend moves them back, after asking; --yes", zonesCommand},
	{"routes", "lists every route: method, pattern, permission, roles", routesCommand},
	{"version", "says what this program is: commit, schema, forms; --json", versionCommand},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "kap:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) == 0 || args[0] == "help" || args[0] == "--help" {
		usage()
		return nil
	}
	for _, c := range commands {
		if c.name != args[0] {
			continue
		}
		settings, err := config.Load()
		if err != nil && c.name != "version" { // what a program is does not depend on its settings
			return err
		}
		return c.run(ctx, settings, args[1:])
	}
	usage()
	return fmt.Errorf("there is no command %q", args[0])
}

func usage() {
	fmt.Println("kap runs a clinic for ketamine-assisted psychotherapy.")
	fmt.Println()
	for _, c := range commands {
		fmt.Printf("  kap %-10s %s\n", c.name, c.does)
	}
}
