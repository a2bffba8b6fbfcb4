package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"text/tabwriter"

	"kap/internal/config"
	"kap/internal/protocol"
	"kap/internal/sign"
	"kap/migrations"
)

// The linker writes these (deploy/stamp.sh); a plain `go build` leaves them empty.
var (
	version   string // of a release; empty for what make run builds
	commit    string // 40 hex digits
	committed string // RFC 3339, UTC
	changed   string // "true": the files were not those of the commit
)

// about is what somebody asks who holds a binary and wants to know what it is.
type about struct {
	Version   string `json:"version"`   // "unreleased" for what make run builds
	Commit    string `json:"commit"`    // "unknown" where git could not tell
	Committed string `json:"committed"` // likewise
	Changed   bool   `json:"changed"`   // the files were not those of the commit
	Go        string `json:"go"`
	System    string `json:"system"`         // "linux/amd64"
	Schema    int    `json:"schema"`         // the newest migration it brings
	SignForm  int    `json:"canonical_form"` // of the texts it signs
	Protocol  int    `json:"protocol"`       // the version of the protocol it drafts
}

func versionCommand(_ context.Context, _ config.Config, args []string) error {
	flags := flag.NewFlagSet("version", flag.ContinueOnError)
	asJSON := flags.Bool("json", false, "as JSON")
	if err := flags.Parse(args); err != nil {
		return err
	}
	a, err := aboutThis()
	if err != nil {
		return err
	}
	if *asJSON {
		return json.NewEncoder(os.Stdout).Encode(a)
	}
	return a.write(os.Stdout)
}

func aboutThis() (about, error) {
	schema, err := newestMigration(migrations.FS)
	if err != nil {
		return about{}, err
	}
	a := about{
		Version: version, Commit: commit, Committed: committed, Changed: changed == "true",
		Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH,
		Schema: schema, SignForm: sign.Form, Protocol: protocol.Default().Version,
	}
	if info, ok := debug.ReadBuildInfo(); ok && a.Commit == "" {
		a.takeFrom(info.Settings)
	}
	return a.orUnknown(), nil
}

// takeFrom reads what `go build` itself noted.
func (a *about) takeFrom(settings []debug.BuildSetting) {
	for _, s := range settings {
		switch s.Key {
		case "vcs.revision":
			a.Commit = s.Value
		case "vcs.time":
			a.Committed = s.Value
		case "vcs.modified":
			a.Changed = s.Value == "true"
		}
	}
}

func (a about) orUnknown() about {
	if a.Version == "" {
		a.Version = "unreleased"
	}
	for _, field := range []*string{&a.Commit, &a.Committed} {
		if *field == "" {
			*field = "unknown"
		}
	}
	return a
}

func (a about) write(out io.Writer) error {
	tree := "unchanged"
	switch {
	case a.Commit == "unknown":
		tree = "unknown"
	case a.Changed:
		tree = "changed: this is not exactly that commit"
	}
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintf(w, "kap\t%s\n", a.Version)
	fmt.Fprintf(w, "commit\t%s\n", a.Commit)
	fmt.Fprintf(w, "committed\t%s\n", a.Committed)
	fmt.Fprintf(w, "files\t%s\n", tree)
	fmt.Fprintf(w, "built with\t%s for %s\n", a.Go, a.System)
	fmt.Fprintf(w, "schema\t%d\n", a.Schema)
	fmt.Fprintf(w, "canonical form of signed texts\t%d\n", a.SignForm)
	fmt.Fprintf(w, "protocol it drafts\tversion %d\n", a.Protocol)
	return w.Flush()
}

// newestMigration is the highest number among the files; they sort by it.
func newestMigration(files fs.FS) (int, error) {
	ups, err := fs.Glob(files, "*.up.sql")
	if err != nil || len(ups) == 0 {
		return 0, errors.Join(err, errors.New("this program holds no migrations"))
	}
	number, _, _ := strings.Cut(path.Base(ups[len(ups)-1]), "_")
	return strconv.Atoi(number)
}
