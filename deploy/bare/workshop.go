//go:build linux

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"time"

	"kap/internal/progress"
)

// workshop is where the machines are made: the cache, the source to be tried
// and what this machine's own settings say.
type workshop struct {
	settings
	lock    *os.File
	line    *progress.Line
	commit  string
	given   []string // settings a machine is given: where modules and packages come from
	modules string   // this machine's own module downloads, "" where it has none
}

// openWorkshop takes the cache for this run and clears what a killed run left.
func openWorkshop(ctx context.Context, s settings) (*workshop, error) {
	w := &workshop{settings: s, line: progress.On(os.Stdout)}
	if err := w.take(); err != nil {
		return nil, err
	}
	stale := []string{w.cases()}
	if s.fresh {
		stale = append(stale, w.roots(), w.built())
	}
	for _, folder := range stale {
		if err := os.RemoveAll(folder); err != nil {
			return nil, fmt.Errorf("clear what an earlier run left: %w", err)
		}
	}
	if err := errors.Join(os.MkdirAll(w.cases(), 0o755), os.MkdirAll(w.screens(), 0o755)); err != nil {
		return nil, err
	}
	w.readSettings(ctx)
	return w, w.export(ctx)
}

func (w *workshop) roots() string   { return filepath.Join(w.cache, "roots") }   // kept
func (w *workshop) built() string   { return filepath.Join(w.cache, "built") }   // kept: Go's caches after a first build
func (w *workshop) cases() string   { return filepath.Join(w.cache, "cases") }   // of this run
func (w *workshop) screens() string { return filepath.Join(w.cache, "screens") } // what stood on the terminals, kept to read
func (w *workshop) tar() string     { return filepath.Join(w.cases(), "source.tar") }

// take makes the cache and holds it: two runs would clear each other's cases.
func (w *workshop) take() error {
	if err := os.MkdirAll(w.cache, 0o755); err != nil {
		return err
	}
	lock, err := os.OpenFile(filepath.Join(w.cache, "lock"), os.O_CREATE|os.O_RDWR|syscall.O_CLOEXEC, 0o600)
	if err != nil {
		return err
	}
	if syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil {
		return fmt.Errorf("another make bare is at work in %s; wait for it, or choose another CACHE=", w.cache)
	}
	w.lock = lock
	return nil
}

func (w *workshop) close() {
	_ = os.RemoveAll(w.cases())
	_ = w.lock.Close()
}

// readSettings asks this machine where modules and packages come from, so that
// a case asks the same.
func (w *workshop) readSettings(ctx context.Context) {
	proxy := output(ctx, "go", "env", "GOPROXY")
	w.given = []string{"GOPROXY=" + proxy}
	if folder := filepath.Join(output(ctx, "go", "env", "GOMODCACHE"), "cache", "download"); isDir(folder) {
		w.modules = folder
	}
	if registry := output(ctx, "npm", "config", "get", "registry"); registry != "" {
		w.given = append(w.given, "npm_config_registry="+registry)
	}
	for _, name := range []string{"http_proxy", "https_proxy", "no_proxy"} {
		if v := os.Getenv(name); v != "" {
			w.given = append(w.given, name+"="+v)
		}
	}
}

// export packs the last commit of the source, as somebody downloads it.
func (w *workshop) export(ctx context.Context) error {
	git := func(args ...string) (string, error) {
		cmd := exec.CommandContext(ctx, "git", append([]string{"-c", "safe.directory=*", "-C", w.source}, args...)...)
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		return strings.TrimSpace(string(out)), err
	}
	var err error
	if w.commit, err = git("rev-parse", "--short", "HEAD"); err != nil {
		return fmt.Errorf("SOURCE=%s is no checkout: %w", w.source, err)
	}
	if changed, _ := git("status", "--porcelain", "--untracked-files=no"); changed != "" {
		fmt.Printf("What is not committed in %s is not tried; this tries commit %s.\n", w.source, w.commit)
	}
	_, err = git("archive", "--format=tar", "--output="+w.tar(), "HEAD")
	return err
}

// tryAll runs the cases one after another: side by side they would spoil each
// other's times. An interrupt ends the case that runs and keeps the rows so far.
func (w *workshop) tryAll(ctx context.Context, all []scenario) (rows []row, err error) {
	for i, sc := range all {
		w.line.Say("%d of %d: %s", i+1, len(all), sc.name)
		r := w.try(ctx, sc)
		if ctx.Err() != nil {
			return rows, errors.New("interrupted; the cases so far are above")
		}
		rows = append(rows, r)
		w.line.End("%s", r)
	}
	return rows, nil
}

// job is what the process inside a machine is told.
type job struct {
	Name, Folder, Root, Built, Tar, Modules, GoRoot string
	Screen                                          string // the file for what stood on its terminals
	Given                                           []string
	Patience                                        int
}

// try runs one case in a process of its own, with its own mounts and processes:
// when it ends, however it ends, they are gone with it.
func (w *workshop) try(ctx context.Context, sc scenario) row {
	folder := filepath.Join(w.cases(), "machine")
	defer os.RemoveAll(folder)
	r, err := w.inMachine(ctx, sc, folder)
	if err != nil {
		r.Name = sc.name
		r.fault("%v", err)
	}
	if len(r.Faults) > 0 {
		fmt.Printf("\nWhat stood on its terminals is in %s.\n", w.screens())
	}
	if sc.disk == "" { // also of a case that failed: Go takes from it what fits
		w.keepBuilt(sc, folder)
	}
	return r
}

func (w *workshop) inMachine(ctx context.Context, sc scenario, folder string) (r row, err error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return r, err
	}
	j := job{Name: sc.name, Folder: folder, Root: w.root(sc.root()), Tar: w.tar(), Modules: w.modules,
		GoRoot: output(ctx, "go", "env", "GOROOT"), Given: w.given, Patience: w.patience,
		Screen: filepath.Join(w.screens(), strings.ReplaceAll(sc.name, "/", "-")+".txt")}
	if built := w.builtFor(sc); (w.warm || !sc.builds) && isDir(built) {
		j.Built = built
	}
	told, _ := json.Marshal(j)
	if err := os.WriteFile(filepath.Join(folder, "job"), told, 0o600); err != nil {
		return r, err
	}
	limit := time.Duration(w.patience) * caseLimit
	timed, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	self, err := os.Executable()
	if err != nil {
		return r, err
	}
	cmd := apart(timed, self, inside, folder)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	err = cmd.Run()
	if timed.Err() != nil && ctx.Err() == nil {
		return r, fmt.Errorf("not done after %s", limit)
	}
	if err != nil {
		return r, fmt.Errorf("the case broke off: %w", err)
	}
	said, err := os.ReadFile(filepath.Join(folder, "row"))
	if err != nil {
		return r, err
	}
	return r, json.Unmarshal(said, &r)
}

// apart is a command with mounts and processes of its own. Its first process
// is a shell, which buries what the case's killed processes leave behind.
func apart(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "/bin/sh", append([]string{"-c", `"$0" "$@"; exit $?`, name}, args...)...)
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags: syscall.CLONE_NEWPID, Unshareflags: syscall.CLONE_NEWNS,
		Pdeathsig: syscall.SIGKILL, Setpgid: true,
	}
	return cmd
}

// keepBuilt keeps Go's caches for the cases that are not about building: of one
// that compiles from nothing both, of another what it had to compile anew.
func (w *workshop) keepBuilt(sc scenario, folder string) {
	kept := w.builtFor(sc)
	if sc.builds && !w.warm {
		_ = os.RemoveAll(kept)
	}
	for _, name := range []string{".cache/go-build", "go"} {
		from, to := filepath.Join(folder, "upper", sc.home(), name), filepath.Join(kept, sc.home(), name)
		if !isDir(from) {
			continue
		}
		_ = os.MkdirAll(to, 0o755)
		_ = exec.Command("cp", "-a", from+"/.", to).Run()
	}
	_ = own(filepath.Join(kept, sc.home(), ".cache"), sc.uid())
	_ = own(filepath.Join(kept, sc.home()), sc.uid())
	if info, err := os.Stat(filepath.Join(w.root(sc.suite), sc.home())); err == nil {
		_ = os.Chmod(filepath.Join(kept, sc.home()), info.Mode()) // the layer's folder is the one that is seen
	}
}

func (w *workshop) builtFor(sc scenario) string {
	name := sc.suite + "-" + sc.who()
	if sc.adds == "golang" { // another compiler
		name += "-golang"
	}
	return filepath.Join(w.built(), name)
}

// heading says what the table was made of.
func (w *workshop) heading() string {
	versions := make([]string, 0, 2)
	for _, suite := range []string{"12", "13"} {
		text, _ := os.ReadFile(filepath.Join(w.root(suite), "etc", "debian_version"))
		versions = append(versions, string(bytes.TrimSpace(text)))
	}
	return fmt.Sprintf("Commit %s on %s, a machine of %d cores; Debian %s, Go %s.", w.commit,
		time.Now().Format("2 January 2006"), runtime.NumCPU(), strings.Join(versions, " and "),
		strings.TrimPrefix(regexp.MustCompile(`go[0-9.]+`).FindString(output(context.Background(), "go", "version")), "go"))
}

// output is what a program of this machine answers, "" where there is none.
func output(ctx context.Context, name string, args ...string) string {
	out, _ := exec.CommandContext(ctx, name, args...).Output()
	return strings.TrimSpace(string(out))
}

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

func own(name string, uid int) error { return os.Lchown(name, uid, uid) }
