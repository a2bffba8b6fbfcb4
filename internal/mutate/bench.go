package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"time"
)

// bench is a folder where broken packages are compiled and their tests run.
type bench struct {
	dir   string
	whole map[string]time.Duration // how long a package's tests take unbroken
}

func newBench() (*bench, error) {
	dir, err := os.MkdirTemp("", "mutate")
	return &bench{dir, map[string]time.Duration{}}, err
}

func (b *bench) close() { os.RemoveAll(b.dir) }

// try runs the tests of a break until one fails: those of the package, then its screens'.
func (b *bench) try(ctx context.Context, m mutant) (_ verdict, seconds float64, err error) {
	begun, v := time.Now(), green
	for _, pkg := range append([]pkg{m.step.pkg}, m.step.screens...) {
		if !pkg.tested() {
			continue
		}
		if err := b.measure(ctx, pkg); err != nil {
			return "", 0, err
		}
		if v, err = b.broken(ctx, m, pkg); v != green || err != nil {
			break
		}
	}
	return v, time.Since(begun).Seconds(), err
}

// measure runs a package's tests as they are, once: they have to be green.
func (b *bench) measure(ctx context.Context, pkg pkg) error {
	if b.whole[pkg.ImportPath] > 0 {
		return nil
	}
	if out, err := b.compile(ctx, pkg); err != nil {
		return fmt.Errorf("%s does not compile as it is: %w\n%s", pkg.ImportPath, err, out)
	}
	begun := time.Now()
	if out, err := b.run(ctx, pkg, 10*time.Minute); err != nil {
		return fmt.Errorf("%s is red without a break: %w\n%s", pkg.ImportPath, err, out)
	}
	b.whole[pkg.ImportPath] = time.Since(begun)
	return nil
}

func (b *bench) broken(ctx context.Context, m mutant, pkg pkg) (verdict, error) {
	overlay, err := b.overlay(m)
	if err != nil {
		return "", err
	}
	if _, err := b.compile(ctx, pkg, "-overlay", overlay); err != nil {
		return noCode, ctx.Err()
	}
	out, err := b.run(ctx, pkg, 20*time.Second+3*b.whole[pkg.ImportPath])
	return judged(out, err), ctx.Err()
}

var (
	// What Postgres answers where a statement does not prepare: class 42 without "insufficient privilege", and 0A.
	unprepared = regexp.MustCompile(`SQLSTATE (0A|42([^5]|5[^0]))`)
	timedOut   = regexp.MustCompile(`(?m)^panic: test timed out`)
)

func judged(out []byte, err error) verdict {
	switch {
	case err == nil:
		return green
	case unprepared.Match(out):
		return noStatement
	case timedOut.Match(out):
		return endless
	}
	return noticed
}

func (b *bench) overlay(m mutant) (string, error) {
	broken, overlay := filepath.Join(b.dir, "broken.go"), filepath.Join(b.dir, "overlay.json")
	replace, err := json.Marshal(map[string]any{"Replace": map[string]string{m.file.path: broken}})
	if err == nil {
		err = os.WriteFile(broken, m.text(), 0o600)
	}
	if err == nil {
		err = os.WriteFile(overlay, replace, 0o600)
	}
	return overlay, err
}

func (b *bench) binary() string { return filepath.Join(b.dir, "broken.test") }

func (b *bench) compile(ctx context.Context, pkg pkg, flags ...string) ([]byte, error) {
	args := append([]string{"test", "-c", "-vet=off", "-ldflags=-w", "-o", b.binary()}, flags...)
	return exec.CommandContext(ctx, "go", append(args, pkg.ImportPath)...).CombinedOutput()
}

func (b *bench) run(ctx context.Context, pkg pkg, limit time.Duration) ([]byte, error) {
	cmd := exec.CommandContext(ctx, b.binary(), "-test.failfast", "-test.timeout="+limit.String())
	cmd.Dir, cmd.WaitDelay = pkg.Dir, 5*time.Second
	return cmd.CombinedOutput()
}
