package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"kap/internal/dbtest"
)

// pkg is what go list says of a package.
type pkg struct {
	ImportPath, Dir                    string
	GoFiles, TestGoFiles, XTestGoFiles []string
}

func (p pkg) untested() bool { return len(p.TestGoFiles)+len(p.XTestGoFiles) == 0 }

// step is a package of the pathway: rules in pure files, statements in storing ones.
type step struct {
	pkg
	screens []pkg // none or one
	set     *token.FileSet
	types   *types.Info
	bonds   []dbtest.Bond
	files   []file
}

type file struct {
	path string
	text []byte
	tree *ast.File
}

// tests are the packages whose tests can notice a break: the step, then its screens.
func (s step) tests() []pkg {
	return slices.DeleteFunc(append([]pkg{s.pkg}, s.screens...), pkg.untested)
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
		steps = append(steps, s)
	}
	if len(steps) == 0 {
		return nil, errors.New("no step of the pathway is among these packages; name some like ./internal/dosing")
	}
	return steps, parse(ctx, steps)
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

// parse reads the steps' files and their types.
func parse(ctx context.Context, steps []step) error {
	bonds, err := dbtest.Bonds(ctx)
	if err != nil {
		return err
	}
	var paths []string
	for _, s := range steps {
		paths = append(paths, s.ImportPath)
	}
	mode := packages.NeedName | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports | packages.NeedExportFile
	all, err := packages.Load(&packages.Config{Context: ctx, Mode: mode}, paths...)
	if err != nil {
		return err
	}
	for _, p := range all {
		s := &steps[slices.Index(paths, p.PkgPath)]
		s.set, s.types, s.bonds = p.Fset, p.TypesInfo, bonds
		for _, tree := range p.Syntax {
			path := p.Fset.Position(tree.Package).Filename
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			s.files = append(s.files, file{path, text, tree})
		}
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
