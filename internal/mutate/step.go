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

// step is a package of the pathway: rules in pure files, statements in storing ones.
type step struct {
	ImportPath, Dir, Module string
	GoFiles                 []string
	users                   []string // packages of the pathway that import it, and its screens
	set                     *token.FileSet
	files                   []file
}

type file struct {
	path string
	text []byte
	tree *ast.File
}

// tooLong are packages whose tests take minutes; a place is tried without them.
var tooLong = []string{"kap/internal/app", "kap/internal/demo", "kap/internal/journey", "kap/internal/verify", "kap/internal/archtest"}

// listSteps are the steps among the packages that patterns name; none: all.
func listSteps(ctx context.Context, patterns []string) ([]step, error) {
	type listed struct {
		step
		Imports, TestImports, XTestImports []string
	}
	all, err := list[listed](ctx, "./internal/...")
	if err != nil {
		return nil, err
	}
	wanted, err := list[listed](ctx, append(patterns, map[bool][]string{true: {"./internal/..."}}[len(patterns) == 0]...)...)
	if err != nil {
		return nil, err
	}
	var steps []step
	for _, w := range wanted {
		s := w.step
		if !s.ofPathway() {
			continue
		}
		for _, other := range all {
			imports := slices.Concat(other.Imports, other.TestImports, other.XTestImports)
			if slices.Contains(imports, s.ImportPath) && len(other.TestImports)+len(other.XTestImports) > 0 && !slices.Contains(tooLong, other.ImportPath) && other.ImportPath != s.ImportPath {
				s.users = append(s.users, other.ImportPath)
			}
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

func list[T any](ctx context.Context, patterns ...string) (all []T, err error) {
	out, err := exec.CommandContext(ctx, "go", append([]string{"list", "-json=ImportPath,Dir,GoFiles,Imports,TestImports,XTestImports"}, patterns...)...).Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var one T
		switch err := decoder.Decode(&one); {
		case errors.Is(err, io.EOF):
			return all, nil
		case err != nil:
			return nil, err
		}
		all = append(all, one)
	}
}

// ofPathway: a step has screens of its own beside it, all but two.
func (s step) ofPathway() bool {
	name := filepath.Base(s.Dir)
	_, err := os.Stat(filepath.Join(s.Dir, name+"web"))
	return err == nil || name == "vitals" || name == "pathway"
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
