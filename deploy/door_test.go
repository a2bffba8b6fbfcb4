package deploy_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// machine is a made-up machine: a checkout with our scripts, and a PATH that
// holds the system's small tools and what a case puts there in the place of
// other people's programs.
type machine struct {
	checkout, path, home string
	env                  []string
	nobody               bool // the scripts run as nobody, where the test is root
}

// tools are what the scripts may use anywhere.
var tools = []string{
	"awk", "cat", "chmod", "cmp", "cp", "cut", "date", "df", "dirname", "basename", "find", "grep", "head", "id", "ls", "mkdir", "mktemp", "mv",
	"rm", "sed", "sh", "sleep", "sort", "tr", "uname",
}

// newMachine has everything: Go as go.mod wants it, its modules, Postgres, room.
// Its checkout has an odd name, as somebody's may.
func newMachine(t *testing.T) *machine {
	t.Helper()
	root, err := os.MkdirTemp("", "kap-door-") // t.TempDir lets nobody else in
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(root) })
	m := &machine{checkout: filepath.Join(root, "a clinic's $HOME & more"), path: filepath.Join(root, "my bin"), home: filepath.Join(root, "home")}
	for _, dir := range []string{m.checkout, m.path, m.home, m.in("deploy"), filepath.Join(root, "mod"), filepath.Join(root, "cache", "00")} {
		m.must(t, os.MkdirAll(dir, 0o755))
	}
	m.must(t, os.Chmod(root, 0o755))
	for _, name := range tools {
		real, err := exec.LookPath(name)
		m.must(t, err)
		m.must(t, os.Symlink(real, filepath.Join(m.path, name)))
	}
	m.copyScripts(t)
	m.env = []string{"PATH=" + m.path, "HOME=" + m.home, "TMPDIR=" + m.home, "SSL_CERT_FILE=" + m.in("go.mod"), "TERM=dumb",
		"GOMODCACHE=" + filepath.Join(root, "mod"), "GOCACHE=" + filepath.Join(root, "cache"),
		"GO_IS=1.26.0", "GOTOOLCHAIN=auto", "GOPROXY=https://proxy.example.org", "GOSUMDB=on", "GOOS=linux", "GOARCH=amd64", "CC=cc"}
	m.program(t, "go", `case $1 in version) echo "go version go$GO_IS linux/amd64" ;; env) shift; for name; do eval "echo \"\$$name\""; done ;; esac`)
	m.program(t, "initdb", ``)
	m.program(t, "postgres", ``)
	m.program(t, "df", df(900_000_000))
	m.fetchModules(t, filepath.Join(root, "mod"))
	return m
}

// df tells of one disk with a space in its name.
func df(free int) string {
	return "echo 'Filesystem 1024-blocks Used Available Capacity Mounted on'; echo '/dev/x 9 9 " + strconv.Itoa(free) + " 90% /a disk'"
}

func (m *machine) must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (m *machine) in(name string) string { return filepath.Join(m.checkout, name) }

// copyScripts copies ours, pointing where they look in the system to nowhere.
func (m *machine) copyScripts(t *testing.T) {
	t.Helper()
	scripts, _ := filepath.Glob("*.sh")
	for _, name := range append(scripts, "../go.mod", "../internal/tools/go.mod", "../THIRD_PARTY_NOTICES") {
		text, err := os.ReadFile(name)
		m.must(t, err)
		m.must(t, os.MkdirAll(m.in(filepath.Join("deploy", filepath.Dir(name))), 0o755))
		elsewhere := strings.NewReplacer("/usr/lib/postgresql", "/nowhere", "/etc/debian_version", m.home+"/debian", "/usr/local/go/bin", "/nowhere")
		m.must(t, os.WriteFile(m.in(filepath.Join("deploy", name)), []byte(elsewhere.Replace(string(text))), 0o644))
	}
}

// fetchModules makes the folders of every module the product needs.
func (m *machine) fetchModules(t *testing.T, cache string) {
	t.Helper()
	for _, name := range []string{"../go.mod", "../internal/tools/go.mod"} {
		text, err := os.ReadFile(name)
		m.must(t, err)
		for _, found := range regexp.MustCompile(`(?m)^\t(\S+) (v\S+)`).FindAllStringSubmatch(string(text), -1) {
			m.must(t, os.MkdirAll(filepath.Join(cache, found[1]+"@"+found[2]), 0o755))
		}
	}
}

// program puts one on PATH.
func (m *machine) program(t *testing.T, name, does string) {
	t.Helper()
	at := filepath.Join(m.path, name)
	_ = os.Remove(at)
	m.must(t, os.WriteFile(at, []byte("#!/bin/sh\n"+does+"\n"), 0o755))
}

func (m *machine) without(names ...string) {
	for _, name := range names {
		os.Remove(filepath.Join(m.path, name))
	}
}

func (m *machine) set(name, value string) { m.env = append(m.env, name+"="+value) }

// run runs a script and gives what it said and its exit code.
func (m *machine) run(t *testing.T, script string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	cmd := exec.Command("/bin/sh", append([]string{m.in(filepath.Join("deploy", script))}, args...)...)
	cmd.Dir, cmd.Env = "/", m.env
	if m.nobody && os.Geteuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	var out, errs strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &errs
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}
