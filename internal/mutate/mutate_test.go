package main

import (
	"errors"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kap/internal/dbtest"
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

// TestAJoinOfWhatIsAlwaysThereIsLeft: a turn that can change no answer is not tried.
func TestAJoinOfWhatIsAlwaysThereIsLeft(t *testing.T) {
	s := step{bonds: []dbtest.Bond{
		{Table: "visit", To: "clinic", Columns: []string{"clinic_id"}, ToColumns: []string{"id"}},
		{Table: "visit", To: "staff", Columns: []string{"clinic_id", "by"}, ToColumns: []string{"clinic_id", "id"}},
	}}
	for _, c := range []struct {
		name, statement string
		same            bool
	}{
		{"its clinic", "select from visit v\njoin clinic z on z.id = v.clinic_id`", true},
		{"who wrote it", "select from visit v\nleft join staff w on w.clinic_id = v.clinic_id and w.id = v.by\nwhere v.id = $1`", true},
		{"a part of the key", "select from visit v\njoin staff w on w.id = v.by`", true},
		{"another column", "select from visit v\nleft join staff w on w.clinic_id = v.clinic_id and w.id = v.signed_by`", false},
		{"the key crossed", "select from visit v\nleft join staff w on w.id = v.clinic_id`", false},
		{"more than the key", "select from visit v\njoin staff w on w.id = v.by and w.disabled_at is null`", false},
		{"another table", "select from room v\njoin staff w on w.id = v.by`", false},
		{"a row that may be missing", "select from room r\nleft join visit v on v.room_id = r.id\nleft join staff w on w.id = v.by`", false},
		{"an alias of two tables", "select from visit v\nleft join staff w on w.id = v.by\nwhere exists (select from room v)`", false},
		{"an alias of a list", "select from (select from visit v) v\njoin staff w on w.id = v.by`", false},
	} {
		at := regexp.MustCompile(`\n(left )?join staff`).FindStringIndex(c.statement)
		if at == nil {
			at = regexp.MustCompile(`\njoin clinic`).FindStringIndex(c.statement)
		}
		end := at[0] + strings.Index(c.statement[at[0]:], "join") + len("join")
		if got := s.same(c.statement, at[0], end); got != c.same {
			t.Errorf("%s: got %t want %t", c.name, got, c.same)
		}
	}
}

// TestWhichWayTheIDDecidesIsNoRule: it only makes an order stand still.
func TestWhichWayTheIDDecidesIsNoRule(t *testing.T) {
	for statement, same := range map[string]bool{
		"order by at desc, v.id desc`":              true,
		"order by at desc, id desc\nlimit 1`":       true,
		"(select order by at, id desc) on true`":    true,
		"order by id desc`":                         false,
		"order by at, room_id desc`":                false,
		"order by at, id desc, name`":               false,
		"order by at desc, id`":                     false,
		"order by (select order by x), id, at desc": false,
	} {
		at := strings.LastIndex(statement, " desc")
		if got := (step{}).same(statement, at, at+len(" desc")); got != same {
			t.Errorf("%s: got %t want %t", statement, got, same)
		}
	}
}

const several = `package p

const limit = 3

func open(a, b int, c, d bool) bool { return a < b && (c || !d) && b < limit }
`

// rulesOf are the breaks of a file, in a step of its own.
func rulesOf(t *testing.T, text string) []mutant {
	t.Helper()
	s := step{pkg: pkg{ImportPath: "p", Dir: "/p"}, set: token.NewFileSet()}
	tree, err := parser.ParseFile(s.set, "/p/gate.go", text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	s.files = []file{{"/p/gate.go", []byte(text), tree}}
	return s.rules()
}

// TestBreaksThatAreCompiledTogetherDoNotTouch: no two stand in the same expression, and
// what has to be a constant stands alone.
func TestBreaksThatAreCompiledTogetherDoNotTouch(t *testing.T) {
	all, count := rounds(rulesOf(t, several)), 0
	for _, r := range all {
		count += len(r)
		for i, m := range r {
			if m.was() == "3" && !r.single() {
				t.Errorf("a constant is chosen as the program runs")
			}
			for _, o := range r[:i] {
				if m.in.begin < o.in.end && o.in.begin < m.in.end {
					t.Errorf("%s and %s are one expression", m.at(), o.at())
				}
			}
		}
	}
	if want := len(rulesOf(t, several)); count != want || len(all) >= want {
		t.Errorf("got %d breaks in %d rounds, want %d in fewer", count, len(all), want)
	}
}

// TestEachBreakIsOnWhereItIsNamed: a program of several breaks prints what each one alone
// would, and with none on what it printed before.
func TestEachBreakIsOnWhereItIsNamed(t *testing.T) {
	const whole = `package main

func main() {
	for a := range 3 {
		println(a < 2, a > 0 && !(a == 1))
	}
}
`
	for _, r := range rounds(rulesOf(t, whole)) {
		if r.single() {
			continue
		}
		if got, want := printed(t, r.texts(), "none"), printed(t, map[string]string{"gate.go": whole}, ""); got != want {
			t.Errorf("none on: got %s want %s", got, want)
		}
		for _, m := range r {
			if got, want := printed(t, r.texts(), r.name(m)), printed(t, map[string]string{"gate.go": string(m.text())}, ""); got != want {
				t.Errorf("%s: got %s want %s", m.at(), got, want)
			}
		}
	}
}

// printed is what a program of these files prints with a break on.
func printed(t *testing.T, files map[string]string, on string) string {
	t.Helper()
	dir := t.TempDir()
	args := []string{"run"}
	for name, text := range files {
		path := filepath.Join(dir, filepath.Base(name))
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	cmd := exec.Command("go", args...)
	cmd.Env = append(os.Environ(), variable+"="+on)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
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
		if err := b.write(c.after, m); err != nil {
			t.Fatal(err)
		}
		b.close()
	}
}
