package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"

	"kap/internal/app"
	"kap/internal/config"
	"kap/internal/db"
	"kap/internal/staff"
)

// founding is what kap init is told, by flags or at its prompts.
type founding struct {
	clinic, zone, manager, email string

	recover bool
}

// initCommand makes a clinic and its first manager, and prints a set-up link to
// the terminal only. It refuses beside a demo clinic, and beside an active
// manager unless told to recover.
func initCommand(ctx context.Context, c config.Config, args []string) error {
	var f founding
	flags := flag.NewFlagSet("init", flag.ContinueOnError)
	flags.StringVar(&f.clinic, "clinic", "", "the clinic's name")
	flags.StringVar(&f.zone, "zone", "", "its time zone, like America/Denver")
	flags.StringVar(&f.manager, "manager", "", "the first manager's name")
	flags.StringVar(&f.email, "email", "", "the first manager's e-mail")
	flags.BoolVar(&f.recover, "recover", false, "a new link for the manager of this e-mail; every manager sees that it was made")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if err := f.ask(); err != nil {
		return err
	}
	if _, err := app.MakeKey(c.KeyFile); err != nil {
		return err
	}
	token := staff.NewToken()
	err := asOwner(ctx, c, func(_ database, owner *db.Owner) error {
		return owner.Write(ctx, func(tx *db.Tx) error { return f.found(ctx, tx, token) })
	})
	if err == nil {
		fmt.Printf("\nOpen this once within 24 hours to set the manager's password:\n\n  %s/set-up#%s\n\n", c.PublicURL, token)
	}
	return err
}

func (f *founding) ask() error {
	if info, err := os.Stdin.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return nil // nobody to ask; what is missing is refused below
	}
	in := bufio.NewScanner(os.Stdin)
	for _, q := range []struct {
		text string
		into *string
	}{{"Clinic's name", &f.clinic}, {"Time zone (America/Denver)", &f.zone}, {"Manager's name", &f.manager}, {"Manager's e-mail", &f.email}} {
		if *q.into != "" || f.recover && q.into != &f.email {
			continue
		}
		fmt.Print(q.text + ": ")
		if !in.Scan() {
			return errors.New("stopped")
		}
		*q.into = strings.TrimSpace(in.Text())
	}
	return nil
}

func (f founding) found(ctx context.Context, tx *db.Tx, token string) error {
	if len(f.email) < 3 {
		return errors.New("the manager's e-mail is missing (--email)")
	}
	if f.recover {
		return staff.Recover(ctx, tx, f.email, token)
	}
	if f.manager == "" {
		return errors.New("the manager's name is missing (--manager)")
	}
	clinic, manager := db.NewID(), db.NewID()
	if err := staff.FoundFirst(ctx, tx, clinic, staff.Founding{Name: f.clinic, Zone: f.zone}); err != nil {
		return err
	}
	if err := staff.Engage(ctx, tx, clinic, manager, staff.Entry{Name: f.manager, Roles: []string{"manager"}}); err != nil {
		return err
	}
	if err := app.FirstTexts(ctx, tx, clinic); err != nil {
		return err
	}
	return staff.FirstLink(ctx, tx, clinic, manager, f.email, token)
}
