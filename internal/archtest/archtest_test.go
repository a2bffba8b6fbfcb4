package archtest

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
)

func TestTheHouseKeepsItsRules(t *testing.T) {
	files := parseModule(t, os.DirFS("../.."))
	if len(files) < 10 {
		t.Fatalf("only %d files found: is the test looking at the module?", len(files))
	}
	missing := map[string]bool{}
	for _, s := range files {
		for _, fault := range faults(s) {
			if !missing[fault] {
				t.Error(fault)
			}
			missing[fault] = true // a package without a storey is said once
		}
	}
	for _, fault := range undocumented(files) {
		t.Error(fault)
	}
}

// parseModule reads every Go file of this module; a folder with its own go.mod is another.
func parseModule(t *testing.T, root fs.FS) (all []source) {
	t.Helper()
	err := fs.WalkDir(root, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return skip(root, name)
		}
		if strings.HasSuffix(name, ".go") {
			text, err := fs.ReadFile(root, name)
			if err != nil {
				return err
			}
			all = append(all, parse(t, name, string(text)))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func skip(root fs.FS, dir string) error {
	base := path.Base(dir)
	_, err := fs.Stat(root, path.Join(dir, "go.mod"))
	if dir != "." && (strings.HasPrefix(base, ".") || base == "testdata" || base == "node_modules" || err == nil) {
		return fs.SkipDir
	}
	return nil
}

func parse(t *testing.T, name, text string) source {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return source{pkg: path.Dir(name), name: path.Base(name), file: file}
}

// Each case is a file as somebody might write it, and a word of the sentence it gets.
func TestPlantedViolationsAreFound(t *testing.T) {
	for _, c := range []struct{ name, file, text, says string }{
		{"a step without storey", "internal/music/music.go", ``, "has no storey"},
		{"an import without storey", "internal/staff/store.go", `import "kap/internal/music"`, "has no storey"},
		{"an earlier step asks a later one", "internal/client/store.go", `import "kap/internal/dosing"`, "only lower storeys"},
		{"neighbours", "internal/consent/store.go", `import "kap/internal/measure"`, "only lower storeys"},
		{"even in a test from inside", "internal/client/client_test.go", `import "kap/internal/dosing"`, "only lower storeys"},
		{"screens of another step", "internal/dosing/dosingweb/intake.go", `import "kap/internal/vitals/vitalsweb"`, "only lower storeys"},
		{"SQL in a screen", "internal/dosing/dosingweb/intake.go", `import "kap/internal/db"`, "screens know no SQL"},
		{"SQL in a rule", "internal/dosing/gate.go", `import "kap/internal/db"`, "only store.go"},
		{"the noun comes first", "internal/dosing/store_gate.go", `import "kap/internal/db"`, "only store.go"},
		{"a rule that waits", "internal/dosing/gate.go", `import "context"`, "rules are pure"},
		{"a rule that logs", "internal/dosing/gate.go", `import "log/slog"`, "rules are pure"},
		{"pgx in a step", "internal/dosing/store.go", `import "github.com/jackc/pgx/v5"`, "imports pgx"},
		{"HTTP in a step", "internal/dosing/operations.go", `import "net/http"`, "HTTP is spoken"},
		{"chi in the database", "internal/db/db.go", `import "github.com/go-chi/chi/v5/middleware"`, "HTTP is spoken"},
		{"a library in the vocabulary", "internal/problem/problem.go", `import "github.com/a-h/templ"`, "standard library only"},
		{"the clock in a rule", "internal/dosing/gate.go", "import \"time\"\nvar at = time.Now()", "calls time.Now"},
		{"the clock by another name", "internal/db/db.go", "import \"time\"\nvar since = time.Since", "calls time.Since"},
		{"dbtest in the product", "internal/demo/demo.go", `import "kap/internal/dbtest"`, "is for tests"},
		{"the test desk in the product", "internal/app/app.go", `import "kap/internal/testdesk"`, "is for tests"},
		{"an unlisted module", "cmd/kap/main.go", `import "github.com/spf13/cobra"`, "not on the list"},
		{"the whole clinic on a page", "internal/chart/store.go", `func f(tx Tx) { tx.WholeClinic() }`, "may not see"},
		{"a client's name spelled out", "internal/chart/store.go", "const name = `coalesce(nullif(c.preferred_name, ''), c.legal_name)`", "package spine"},
		{"an open course spelled out", "internal/chart/store.go", "const open = `k.closed_at is null`", "package spine"},
	} {
		t.Run(c.name, func(t *testing.T) {
			found := strings.Join(faults(parse(t, c.file, "package p\n"+c.text)), "\n")
			if !strings.Contains(found, c.says) {
				t.Errorf("got %q, want a sentence with %q", found, c.says)
			}
		})
	}
}

func TestWhatTheRulesAllow(t *testing.T) {
	for _, c := range []struct{ file, text string }{
		{"internal/dosing/session_store.go", "package dosing\nimport (\"context\"; \"kap/internal/db\"; \"kap/internal/course\")"},
		{"internal/dosing/operations_test.go", "package dosing_test\nimport (\"kap/internal/dbtest\"; \"kap/internal/demo\"; \"net/http\")"},
		{"internal/dosing/dosingweb/routes.go", "package dosingweb\nimport (\"net/http\"; \"kap/internal/endpoint\"; \"kap/internal/dosing\")"},
		{"internal/app/app.go", "package app\nimport \"time\"\nvar now = time.Now"},
		{"internal/dosing/gate.go", "package dosing\nimport \"time\"\nvar food = 4 * time.Hour"},
	} {
		if found := faults(parse(t, c.file, c.text)); len(found) > 0 {
			t.Errorf("%s is refused: %s", c.file, found)
		}
	}
}

func TestAPackageWithoutACommentIsFound(t *testing.T) {
	silent := parse(t, "internal/vitals/vitals.go", "package vitals")
	spoken := parse(t, "internal/vitals/doc.go", "// Package vitals holds readings.\npackage vitals")
	if got := undocumented([]source{silent}); len(got) != 1 {
		t.Errorf("got %v", got)
	}
	if got := undocumented([]source{silent, spoken}); len(got) != 0 {
		t.Errorf("got %v", got)
	}
}
