package main

import (
	"errors"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// broken are the texts that come of breaking one file, without what stays the same.
func broken(t *testing.T, name, text string) (all []string) {
	t.Helper()
	s := step{set: token.NewFileSet()}
	tree, err := parser.ParseFile(s.set, name, text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	s.files = []file{{name, []byte(text), tree}}
	for _, m := range append(s.rules(), s.statements()...) {
		all = append(all, string(m.text()))
	}
	return all
}

func TestEachBreakIsMadeAtItsPlace(t *testing.T) {
	for _, c := range []struct{ name, file, was, is string }{
		{"a limit", "gate.go", "x < limit", "x <= limit"},
		{"a number", "gate.go", "x < 72", "x < 73"},
		{"equal", "gate.go", "x == y", "x != y"},
		{"and", "gate.go", "a && b", "a || b"},
		{"not", "gate.go", "!done", "done"},
		{"a moment", "gate.go", "at.Before(due)", "!at.After(due)"},
		{"a null", "store.go", "db.One(`select a\nfrom b\nwhere c is null`)", "db.One(`select a\nfrom b\nwhere c is not null`)"},
		{"a filter", "store.go", "db.One(`select a\nfrom b\nwhere x = $1\n  and y = $2\norder by z`)", "db.One(`select a\nfrom b\nwhere x = $1\n  and (y = $2 or true)\norder by z`)"},
		{"the last filter of a part", "store.go", "db.One(`select (\nselect a from b\nwhere x = $1)`)", "db.One(`select (\nselect a from b\nwhere (x = $1 or true))`)"},
		{"an order", "store.go", "db.One(`select a from b order by z, id`)", "db.One(`select a from b order by z desc, id`)"},
		{"an order downwards", "store.go", "db.One(`select a from b order by z desc`)", "db.One(`select a from b order by z`)"},
		{"a join", "store.go", "db.One(`select a from b\nleft join c on true`)", "db.One(`select a from b\njoin c on true`)"},
	} {
		head := "package p\n\nvar _ = "
		all := broken(t, c.file, head+c.was)
		found := false
		for _, text := range all {
			found = found || text == head+c.is
		}
		if !found {
			t.Errorf("%s: got\n%s", c.name, strings.Join(all, "\n---\n"))
		}
	}
}

func TestWhatIsNoRuleIsLeft(t *testing.T) {
	for name, text := range map[string]string{
		"a number in a store":         "var _ = limit(7)",
		"what an update sets":         "var _ = db.Exec(`update a set b = $1, c = d is null`)",
		"a filter over several lines": "var _ = db.One(`select a from b\nwhere x =\n    $1`)",
	} {
		if all := broken(t, "store.go", "package p\n\n"+text); len(all) > 0 {
			t.Errorf("%s: got %s", name, all)
		}
	}
	if all := broken(t, "gate.go", "package p\n\nvar _ = err == nil\n\nvar _ = `where x is null`"); len(all) > 0 {
		t.Errorf("got %s", all)
	}
}

func TestWhatTheTestsSaid(t *testing.T) {
	red := errors.New("exit status 1")
	for _, c := range []struct {
		out  string
		err  error
		want verdict
	}{
		{"PASS", nil, green},
		{"--- FAIL: TestGate\ngot true want false", red, noticed},
		{"ERROR: syntax error (SQLSTATE 42601)", red, noStatement},
		{"ERROR: FOR UPDATE cannot be applied (SQLSTATE 0A000)", red, noStatement},
		{"ERROR: permission denied for table client (SQLSTATE 42501)", red, noticed},
		{"ERROR: duplicate key (SQLSTATE 23505)", red, noticed},
		{"panic: test timed out after 20s", red, endless},
	} {
		if got := judged([]byte(c.out), c.err); got != c.want {
			t.Errorf("%s: got %s want %s", c.out, got, c.want)
		}
	}
}

func TestARunGoesOnWhereTheLastOneEnded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "book.tsv")
	m := mutant{file: file{path: "gate.go", text: []byte("x < 7")}, begin: 2, end: 3, to: "<="}
	for _, c := range []struct{ before, after verdict }{{"", green}, {green, noticed}, {noticed, noticed}} {
		b, err := openBook(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := b.verdicts[m.at()]; got != c.before {
			t.Errorf("got %q want %q", got, c.before)
		}
		if err := b.write(c.after, 1, m); err != nil {
			t.Fatal(err)
		}
		b.close()
	}
}
