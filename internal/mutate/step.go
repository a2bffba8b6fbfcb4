package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// pkg is what go list says of a package.
type pkg struct {
	ImportPath, Dir                    string
	GoFiles, TestGoFiles, XTestGoFiles []string
}

func (p pkg) tested() bool { return len(p.TestGoFiles)+len(p.XTestGoFiles) > 0 }

// step is a package of the pathway: rules in pure files, statements in storing ones.
type step struct {
	pkg
	screens []pkg // none or one
	set     *token.FileSet
	files   []file
}

type file struct {
	path string
	text []byte
	tree *ast.File
}

// without are steps that have no screens.
var without = []string{"kap/internal/vitals", "kap/internal/pathway"}

// listSteps are the steps among the packages that patterns name; none: all.
func listSteps(ctx context.Context, patterns []string) (steps []step, err error) {
	if len(patterns) == 0 {
		patterns = []string{"./internal/..."}
	}
	all, err := list(ctx, patterns...)
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		s := step{pkg: p}
		if dir := filepath.Join(p.Dir, filepath.Base(p.Dir)+"web"); exists(dir) {
			if s.screens, err = list(ctx, dir); err != nil {
				return nil, err
			}
		}
		if len(s.screens) == 0 && !slices.Contains(without, p.ImportPath) {
			continue
		}
		if err := s.parse(); err != nil {
			return nil, err
		}
		steps = append(steps, s)
	}
	if len(steps) == 0 {
		return nil, errors.New("no step of the pathway is among these packages; name some like ./internal/dosing")
	}
	return steps, nil
}

func list(ctx context.Context, patterns ...string) (all []pkg, err error) {
	out, err := exec.CommandContext(ctx, "go", append([]string{"list", "-json=ImportPath,Dir,GoFiles,TestGoFiles,XTestGoFiles"}, patterns...)...).Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var one pkg
		switch err := decoder.Decode(&one); {
		case errors.Is(err, io.EOF):
			return all, nil
		case err != nil:
			return nil, err
		}
		all = append(all, one)
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func (s *step) parse() error {
	s.set = token.NewFileSet()
	for _, name := range s.GoFiles {
		path := filepath.Join(s.Dir, name)
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		tree, err := parser.ParseFile(s.set, path, text, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		s.files = append(s.files, file{path, text, tree})
	}
	return nil
}

// storing says whether a file holds statements; see internal/archtest.
func (f file) storing() bool {
	name := filepath.Base(f.path)
	return strings.Contains(name, "store") || strings.Contains(name, "operations")
}

func (f file) from(s step, n ast.Node) string {
	return string(f.text[s.offset(n.Pos()):s.offset(n.End())])
}

func (s step) offset(p token.Pos) int { return s.set.Position(p).Offset }
