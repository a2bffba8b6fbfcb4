package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"

	"kap/internal/config"
	"kap/internal/db"
	"kap/internal/verify"
)

// verifyCommand re-reads the whole database and fails on any finding.
func verifyCommand(ctx context.Context, c config.Config, args []string) error {
	flags := flag.NewFlagSet("verify", flag.ContinueOnError)
	asJSON := flags.Bool("json", false, "as JSON")
	if err := flags.Parse(args); err != nil {
		return err
	}
	return asOwner(ctx, c, func(_ database, owner *db.Owner) error {
		findings, err := verify.Everything(ctx, owner)
		if err != nil {
			return err
		}
		if *asJSON {
			if err := json.NewEncoder(os.Stdout).Encode(findings); err != nil {
				return err
			}
		} else {
			for _, f := range findings {
				fmt.Println(f)
			}
		}
		if len(findings) > 0 {
			return fmt.Errorf("%d findings", len(findings))
		}
		fmt.Fprintln(os.Stderr, "Every invariant holds.")
		return nil
	})
}
