package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"text/tabwriter"

	"kap/internal/app"
	"kap/internal/auth"
	"kap/internal/config"
	"kap/internal/db"
)

// routeLine is one route as people and scripts read it.
type routeLine struct {
	Method, Pattern, Permission string
	Roles                       []string
	Activity                    bool
	Viewed                      string
}

func routesCommand(_ context.Context, c config.Config, args []string) error {
	flags := flag.NewFlagSet("routes", flag.ContinueOnError)
	asJSON := flags.Bool("json", false, "as JSON")
	if err := flags.Parse(args); err != nil {
		return err
	}
	var lines []routeLine
	for _, r := range app.New(app.Options{DB: &db.DB{}, Config: c}).Routes() {
		line := routeLine{Method: r.Method, Pattern: r.Pattern, Permission: string(r.Permission), Activity: !r.Background, Viewed: r.Viewed}
		for _, role := range auth.Holders(r.Permission) {
			line.Roles = append(line.Roles, string(role))
		}
		if r.Open {
			line.Permission, line.Roles = "anybody", nil
		}
		lines = append(lines, line)
	}
	if *asJSON {
		return json.NewEncoder(os.Stdout).Encode(lines)
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 4, 2, ' ', 0)
	for _, l := range lines {
		fmt.Fprintf(w, "%s\t%s\t%s\t%v\t%s\n", l.Method, l.Pattern, l.Permission, l.Roles, l.Viewed)
	}
	return w.Flush()
}
