package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"

	"kap/internal/config"
	"kap/internal/db"
	"kap/internal/phrase"
	"kap/internal/schedule"
)

// zonesCommand lists the visits to come whose time on the clinic's wall moved with the rules
// of its zone, and moves them back to what was meant by a person's word.
func zonesCommand(ctx context.Context, c config.Config, args []string) error {
	flags := flag.NewFlagSet("zones", flag.ContinueOnError)
	mend := flags.Bool("mend", false, "move the visits to the times that were meant, after asking")
	yes := flags.Bool("yes", false, "do not ask")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if err := thereAlready(c); err != nil {
		return err
	}
	return asOwner(ctx, c, func(_ database, owner *db.Owner) error {
		visits, err := listParted(ctx, owner)
		if err != nil || len(visits) == 0 || !*mend {
			return err
		}
		if !*yes && !saidYes("Type yes to move "+phrase.Count(len(visits), "visit")+" to the time that was meant: ") {
			return errors.New("nothing was moved; answer yes, or say --yes")
		}
		if err := owner.Write(ctx, func(tx *db.Tx) error { return schedule.Mend(ctx, tx, visits) }); err != nil {
			return err
		}
		fmt.Println("They are moved. Tell the clients whose confirmation said another time.")
		return nil
	})
}

func listParted(ctx context.Context, owner *db.Owner) (visits []schedule.Parted, err error) {
	err = owner.Read(ctx, func(v *db.View) error {
		visits, err = schedule.PartedVisits(ctx, v, v.Now)
		return err
	})
	for _, p := range visits {
		fmt.Println(p.Line())
	}
	if err == nil && len(visits) == 0 {
		fmt.Fprintln(os.Stderr, "Every visit to come is at the time that was meant.")
	}
	return visits, err
}

// saidYes asks at a terminal; where nobody is there, nobody has agreed.
func saidYes(question string) bool {
	if info, err := os.Stdin.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	fmt.Print(question)
	in := bufio.NewScanner(os.Stdin)
	return in.Scan() && strings.TrimSpace(in.Text()) == "yes"
}
