//go:build linux

package main

import (
	"bytes"
	"cmp"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// codenames are how Debian calls its versions.
var codenames = map[string]string{"12": "bookworm", "13": "trixie"}

// rootScript makes one root folder; it is shell, because a person would type it.
//
//go:embed root.sh
var rootScript string

func (w *workshop) root(name string) string { return filepath.Join(w.roots(), name) }

// makeRoots makes the root folders the cases need, where they are not kept
// already: a bare one of each Debian, and copies of it with one thing more.
func (w *workshop) makeRoots(ctx context.Context, wanted []scenario) error {
	for _, sc := range wanted {
		for _, name := range []string{sc.suite, sc.root()} {
			if isDir(w.root(name)) {
				continue
			}
			err := w.line.During("Making Debian "+name, func() error { return w.makeRoot(ctx, name) })
			if err != nil {
				return fmt.Errorf("make Debian %s: %w", name, err)
			}
		}
	}
	return nil
}

// makeRoot makes one beside its place and moves it there whole.
func (w *workshop) makeRoot(ctx context.Context, name string) error {
	mirror, security, err := w.mirrors(ctx)
	if err != nil {
		return err
	}
	suite, adds, _ := strings.Cut(name, "+")
	fresh := w.root(name) + ".new"
	if err := errors.Join(os.RemoveAll(fresh), os.MkdirAll(w.roots(), 0o755)); err != nil {
		return err
	}
	cmd := apart(ctx, "/bin/sh", "-euc", rootScript, "root.sh", fresh, codenames[suite], mirror, security, w.root(suite), packages[adds])
	cmd.Env = append(os.Environ(), "LC_ALL=C", "DEBIAN_FRONTEND=noninteractive", "http_proxy="+cmp.Or(aptProxy(ctx), os.Getenv("http_proxy")))
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%w\n%s", err, lastLines(out, 15))
	}
	return os.Rename(fresh, w.root(name))
}

// mirrors are those of this machine's own apt sources, or MIRROR=.
func (w *workshop) mirrors(ctx context.Context) (mirror, security string, err error) {
	if _, err := exec.LookPath("debootstrap"); err != nil {
		return "", "", errors.New("debootstrap is missing: apt-get install debootstrap")
	}
	uris := strings.Fields(output(ctx, "apt-get", "indextargets", "--no-release-info", "--format", "$(REPO_URI)", "Created-By: Packages"))
	for _, uri := range uris {
		uri = strings.TrimSuffix(uri, "/")
		switch {
		case strings.HasSuffix(uri, "/debian-security"):
			security = uri
		case strings.HasSuffix(uri, "/debian") && mirror == "":
			mirror = uri
		}
	}
	if w.mirror != "" {
		return w.mirror, security, nil
	}
	if mirror == "" {
		return "", "", errors.New("this machine's apt sources name no mirror of Debian; give one with MIRROR=")
	}
	return mirror, security, nil
}

func aptProxy(ctx context.Context) string {
	said := output(ctx, "apt-config", "shell", "proxy", "Acquire::http::Proxy")
	return strings.Trim(strings.TrimPrefix(said, "proxy="), "'")
}

func lastLines(out []byte, n int) []byte {
	lines := bytes.Split(bytes.TrimSpace(out), []byte("\n"))
	return bytes.Join(lines[max(0, len(lines)-n):], []byte("\n"))
}

// packages are what a machine has more, by the word after the plus.
var packages = map[string]string{
	"npm":        "npm",
	"git":        "git",
	"postgresql": "postgresql",
	"golang":     "golang-go",
}
