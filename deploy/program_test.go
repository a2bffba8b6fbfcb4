package deploy_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// folder holds the program for as long as the tests run.
var folder string

// built is the program of this tree, built once for all tests of the package.
var built = sync.OnceValues(func() (path string, err error) {
	if folder, err = os.MkdirTemp("", "kap-runbook-"); err != nil {
		return "", err
	}
	program := filepath.Join(folder, "kap")
	build := exec.Command("go", "build", "-buildvcs=false", "-o", program, "../cmd/kap")
	build.Stderr = os.Stderr
	return program, build.Run()
})

func TestMain(m *testing.M) {
	code := m.Run()
	if folder != "" {
		_ = os.RemoveAll(folder)
	}
	os.Exit(code)
}

func program(t *testing.T) string {
	t.Helper()
	path, err := built()
	if err != nil {
		t.Fatalf("build kap: %v", err)
	}
	return path
}

// knowledge is what the program says of itself: its commands, each with its flags.
type knowledge map[string]map[string]bool

func (k knowledge) command(name string) bool { return k[name] != nil }

func (k knowledge) flag(command, name string) bool { return k[command][name] }

// known is what the program said when it was asked first.
var known knowledge

var (
	commandLine = regexp.MustCompile(`(?m)^  kap ([a-z-]+)\s`)
	flagLine    = regexp.MustCompile(`(?m)^  -([a-z][a-z-]*)`)
)

// whatItKnows asks the program for its commands, and each for its flags.
func whatItKnows(t *testing.T, program string) knowledge {
	t.Helper()
	if known != nil {
		return known
	}
	k := knowledge{}
	for _, m := range commandLine.FindAllStringSubmatch(answer(t, program, "help"), -1) {
		k[m[1]] = map[string]bool{}
		if !takesFlags(m[1]) {
			continue
		}
		for _, f := range flagLine.FindAllStringSubmatch(answer(t, program, m[1], "--help"), -1) {
			k[m[1]][f[1]] = true
		}
	}
	if len(k) < 5 {
		t.Fatalf("kap help names only %d commands; has its form changed?", len(k))
	}
	known = k
	return k
}

// takesFlags says whether asking a command for help is safe: migrate and demo
// know no flags and would begin.
func takesFlags(command string) bool {
	return command != "migrate" && command != "demo"
}

// answer is what the program prints, wherever it prints it, in an empty folder
// and without settings.
func answer(t *testing.T, program string, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(context.Background(), program, args...)
	cmd.Dir = t.TempDir()
	cmd.Env = []string{"PATH=" + os.Getenv("PATH")}
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("kap %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}
