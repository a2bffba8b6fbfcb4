package deploy_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A go that compiles n packages from nothing and writes half of the program,
// looks at what is in place meanwhile, and writes the rest.
const slowGo = `
while [ $# -gt 0 ]; do case $1 in -o) new=$2 ;; list) list=yes ;; esac; shift; done
if [ -n "$list" ]; then n=0; while [ $n -lt 120 ]; do echo p$n; n=$((n + 1)); done; exit; fi
echo internal/goarch >&2
n=1; while [ $n -lt 120 ]; do echo example.org/p$n >&2; n=$((n + 1)); done
printf half >"$new"
cat .bin/kap >"$HOME/meanwhile"
echo "$new" >"$HOME/new"
[ -z "$BREAKS" ] || { echo "# kap/cmd/kap" >&2; echo "main.go:3: undefined: x" >&2; exit 2; }
printf whole >"$new"
`

func TestTheProgramIsPutInPlaceWhole(t *testing.T) {
	t.Parallel()
	m := building(t)
	out, errs, code := m.run(t, "build.sh")
	if out != ".bin/kap\n" || code != 0 {
		t.Fatalf("got %d %q\n%s", code, out, errs)
	}
	if got := m.reads(t, m.in(".bin/kap")); got != "whole" {
		t.Errorf("got %q in place", got)
	}
	if got := m.reads(t, filepath.Join(m.home, "meanwhile")); got != "old" {
		t.Errorf("while it was built %q was in place", got)
	}
	if left, _ := filepath.Glob(m.in(".bin/*")); len(left) != 1 {
		t.Errorf("left %v", left)
	}
}

func TestABuildThatFailsSaysWhyAndLeavesWhatWasThere(t *testing.T) {
	t.Parallel()
	m := building(t)
	m.set("BREAKS", "yes")
	out, errs, code := m.run(t, "build.sh")
	if code != 2 || out != "" || !strings.Contains(errs, "# kap/cmd/kap\nmain.go:3: undefined: x\n") ||
		!strings.HasSuffix(errs, "\nThis did not compile; what is above says why.\n") {
		t.Errorf("got %d %q\n%s", code, out, errs)
	}
	if got := m.reads(t, m.in(".bin/kap")); got != "old" {
		t.Errorf("got %q in place", got)
	}
	if left, _ := filepath.Glob(m.in(".bin/*")); len(left) != 1 {
		t.Errorf("left %v", left)
	}
}

// Elsewhere than on a terminal there is a line now and then.
func TestCompilingSaysHowFarItIs(t *testing.T) {
	t.Parallel()
	_, errs, _ := building(t).run(t, "build.sh")
	for _, want := range []string{"Compiling: 50 of 120 packages (example.org/p49)\n", "Compiling: 100 of 120 packages (example.org/p99)\n", "Compiled 120 packages in "} {
		if !strings.Contains(errs, want) {
			t.Errorf("no %q in\n%s", want, errs)
		}
	}
	if n := strings.Count(errs, "\n"); n > 5 {
		t.Errorf("%d lines:\n%s", n, errs)
	}
}

func TestCompilingTellsFetchingFromErrorsAndKeepsQuietWhenNothingIsDone(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, does string
		args       []string
		says       string
		code       int
	}{
		{"nothing to do", "exit 0", nil, "", 0},
		{"its own words", "echo 'go: no module' >&2; exit 1", nil, "go: no module\nThis did not compile; what is above says why.\n", 1},
		{"hushed", "echo '# kap/x' >&2; echo 'x.go:1:2: broken' >&2; exit 1", []string{"-hush"}, "", 1},
		{"Go itself", "echo 'go: downloading go1.26.0 (linux/amd64)' >&2", nil, "Fetching Go itself: go1.26.0 (linux/amd64) …\nCompiled 0 packages in 0 s.\n", 0},
		{"a test's own packages", "echo 'kap/x [kap/x.test]' >&2; echo 'kap/x_test [kap/x.test]' >&2; exit 0", nil, "Compiled 2 packages in 0 s.\n", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			m := newMachine(t)
			m.program(t, "date", "echo 1")
			m.program(t, "go", c.does)
			out, errs, code := m.run(t, "compiling.sh", append(c.args, "go", "build", "-v", "./cmd/kap")...)
			if errs != c.says || code != c.code || out != "" {
				t.Errorf("got %d %q %q want %d %q", code, out, errs, c.code, c.says)
			}
		})
	}
}

// A checkout somebody else owns is stamped all the same; git refuses it otherwise.
func TestACheckoutOwnedBySomebodyElseIsStamped(t *testing.T) {
	t.Parallel()
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("no git here")
	}
	m := newMachine(t)
	m.must(t, os.Symlink(git, filepath.Join(m.path, "git")))
	for _, args := range [][]string{{"init", "-q"}, {"add", "."},
		{"-c", "user.name=Wren", "-c", "user.email=wren@example.org", "commit", "-q", "-m", "first"}} {
		cmd := exec.Command(git, args...)
		cmd.Dir = m.checkout
		cmd.Env = append(m.env, "GIT_COMMITTER_DATE=2026-11-28T06:05:15+05:00")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
	}
	m.nobody = true // root owns it
	stamp, errs, code := m.run(t, "stamp.sh", "1.2.3")
	for _, want := range []string{"-X main.version=1.2.3 ", "-X main.commit=", "-X main.committed=2026-11-28T01:05:15Z", "-X main.changed=false"} {
		if !strings.Contains(stamp, want) || code != 0 {
			t.Errorf("got %d %q %q, no %q", code, stamp, errs, want)
		}
	}
	m.must(t, os.WriteFile(m.in("new.go"), nil, 0o644))
	if stamp, _, _ := m.run(t, "stamp.sh"); !strings.Contains(stamp, "main.changed=true") {
		t.Errorf("a new file is no change: %q", stamp)
	}
}

func TestWithoutGitNothingIsStamped(t *testing.T) {
	t.Parallel()
	m := newMachine(t)
	if stamp, errs, code := m.run(t, "stamp.sh"); stamp+errs != "" || code != 0 {
		t.Errorf("got %d %q %q", code, stamp, errs)
	}
}

func building(t *testing.T) *machine {
	t.Helper()
	m := newMachine(t)
	m.program(t, "go", slowGo)
	m.must(t, os.MkdirAll(m.in(".bin"), 0o755))
	m.must(t, os.WriteFile(m.in(".bin/kap"), []byte("old"), 0o755))
	return m
}

func (m *machine) reads(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	m.must(t, err)
	return string(text)
}

// Two builds at once each have a file of their own.
func TestTwoBuildsAtOnceDoNotShareAFile(t *testing.T) {
	t.Parallel()
	m := building(t)
	m.program(t, "go", `while [ $# -gt 0 ]; do case $1 in -o) new=$2 ;; esac; shift; done; echo "$new" >>"$HOME/files"; printf whole >"$new"`)
	done := make(chan string)
	for range 2 {
		go func() {
			out, _, _ := m.run(t, "build.sh")
			done <- out
		}()
	}
	for range 2 {
		if out := <-done; out != ".bin/kap\n" {
			t.Errorf("got %q", out)
		}
	}
	files := strings.Fields(m.reads(t, filepath.Join(m.home, "files")))
	if len(files) != 2 || files[0] == files[1] || m.reads(t, m.in(".bin/kap")) != "whole" {
		t.Errorf("got %v", files)
	}
}
