package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
)

// bench is a folder where broken packages are compiled and their tests run.
type bench struct {
	dir   string
	whole map[string]time.Duration // how long a package's tests take unbroken
	tried func(mutant, verdict) error
}

func newBench(tried func(mutant, verdict) error) (*bench, error) {
	dir, err := os.MkdirTemp("", "mutate")
	return &bench{dir, map[string]time.Duration{}, tried}, err
}

func (b *bench) close() { os.RemoveAll(b.dir) }

// try runs the tests of a round's breaks: those of the step, then where they stay green
// its screens'. What does not compile together is compiled one by one.
func (b *bench) try(ctx context.Context, r round) error {
	left := slices.Clone(r)
	for _, p := range r[0].step.tests() {
		if len(left) == 0 {
			break
		}
		begun := time.Now()
		if out, err := b.measure(ctx, p, r); err != nil {
			return fmt.Errorf("%s is red without a break: %w\n%s", p.ImportPath, err, out)
		}
		if _, err := b.compile(ctx, p, r); err != nil {
			return b.apart(ctx, left)
		}
		compiled := time.Since(begun) / time.Duration(len(left))
		var err error
		if left, err = b.judge(ctx, p, r, left, compiled); err != nil {
			return err
		}
	}
	for _, m := range left {
		if err := b.tried(m, green); err != nil {
			return err
		}
	}
	return nil
}

// apart tries the breaks of a round that does not compile one by one, or says so of the one.
func (b *bench) apart(ctx context.Context, left round) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if left.single() {
		return b.tried(left[0], noCode)
	}
	for _, one := range left.alone() {
		if err := b.try(ctx, one); err != nil {
			return err
		}
	}
	return nil
}

// judge runs a package's tests once for each break that is left, two at a time, and hands
// back those that stayed green.
func (b *bench) judge(ctx context.Context, p pkg, r, left round, compiled time.Duration) (stayed round, err error) {
	verdicts := make([]verdict, len(left))
	all, ctx := errgroup.WithContext(ctx)
	all.SetLimit(2)
	for i, m := range left {
		all.Go(func() error {
			begun := time.Now()
			out, err := b.run(ctx, p, r.name(m), 20*time.Second+4*b.whole[p.ImportPath])
			verdicts[i] = judged(out, err)
			left[i].spent += compiled + time.Since(begun)
			return ctx.Err()
		})
	}
	if err := all.Wait(); err != nil {
		return nil, err
	}
	for i, m := range left {
		if verdicts[i] == green {
			stayed = append(stayed, m)
		} else if err := b.tried(m, verdicts[i]); err != nil {
			return nil, err
		}
	}
	return stayed, nil
}

// measure runs a package's tests once with no break on: they have to be green.
func (b *bench) measure(ctx context.Context, p pkg, r round) ([]byte, error) {
	if b.whole[p.ImportPath] > 0 {
		return nil, nil
	}
	if r.single() {
		r = nil
	}
	if out, err := b.compile(ctx, p, r); err != nil {
		if r == nil {
			return out, err
		}
		return nil, nil // try compiles it again and takes it apart
	}
	begun := time.Now()
	out, err := b.run(ctx, p, "none", 10*time.Minute)
	if err == nil {
		b.whole[p.ImportPath] = time.Since(begun)
	}
	return out, err
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

// overlay writes the broken files where go test -overlay reads them.
func (b *bench) overlay(r round) (string, error) {
	replace := map[string]string{}
	for path, text := range r.texts() {
		replace[path] = filepath.Join(b.dir, fmt.Sprintf("%d.go", len(replace)))
		if err := os.WriteFile(replace[path], []byte(text), 0o600); err != nil {
			return "", err
		}
	}
	list, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	overlay := filepath.Join(b.dir, "overlay.json")
	return overlay, os.WriteFile(overlay, list, 0o600)
}

func (b *bench) binary(p pkg) string {
	return filepath.Join(b.dir, strings.ReplaceAll(p.ImportPath, "/", "_")+".test")
}

func (b *bench) compile(ctx context.Context, p pkg, r round) ([]byte, error) {
	overlay, err := b.overlay(r)
	if err != nil {
		return nil, err
	}
	return exec.CommandContext(ctx, "go", "test", "-c", "-vet=off", "-ldflags=-s -w", "-overlay", overlay, "-o", b.binary(p), p.ImportPath).CombinedOutput()
}

func (b *bench) run(ctx context.Context, p pkg, on string, limit time.Duration) ([]byte, error) {
	cmd := exec.CommandContext(ctx, b.binary(p), "-test.failfast", "-test.timeout="+limit.String())
	cmd.Dir, cmd.WaitDelay = p.Dir, 5*time.Second
	cmd.Env = append(os.Environ(), variable+"="+on)
	return cmd.CombinedOutput()
}
