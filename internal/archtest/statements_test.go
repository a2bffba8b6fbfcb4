package archtest_test

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"kap/internal/dbtest"
)

// runs are the functions of db that take a statement.
var runs = map[string]bool{"All": true, "One": true, "Maybe": true, "Exec": true, "Change": true, "Queue": true}

// statement is one SQL text of the program and where it stands.
type statement struct{ sql, at string }

// TestEveryStatementPrepares: each statement of the program is prepared against
// the migrated schema as the app role, so that a renamed column is red here,
// with file and line.
func TestEveryStatementPrepares(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	conn, err := pgx.Connect(context.Background(), d.AppDSN)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	statements := everyStatement(t, "../..")
	if len(statements) < 50 {
		t.Fatalf("only %d statements found; is the walk looking in the right place?", len(statements))
	}
	for i, s := range statements {
		if _, err := conn.Prepare(context.Background(), fmt.Sprintf("s%d", i), s.sql); err != nil && !asOwner(s.at) {
			t.Errorf("%s: %v", s.at, err)
		}
	}
	t.Logf("%d statements prepare", len(statements))
}

// asOwner says whether a file's statements are run by the owner alone.
func asOwner(at string) bool {
	for _, part := range []string{"internal/demo/", "store_founding.go"} {
		if strings.Contains(filepath.ToSlash(at), part) {
			return true
		}
	}
	return false
}

func everyStatement(t *testing.T, root string) []statement {
	t.Helper()
	folders := map[string][]*ast.File{}
	files := token.NewFileSet()
	err := filepath.WalkDir(filepath.Join(root, "internal"), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		folders[filepath.Dir(path)] = append(folders[filepath.Dir(path)], file)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var found []statement
	for folder, package_ := range folders {
		if strings.HasSuffix(filepath.ToSlash(folder), "internal/verify") {
			continue // run by the owner, from a table of rules; tried by its own tests
		}
		constants := constantsOf(package_)
		for _, file := range package_ {
			found = append(found, statementsOf(t, files, file, constants)...)
		}
	}
	return found
}

// constantsOf are the string constants of a package, also those inside functions.
func constantsOf(package_ []*ast.File) map[string]ast.Expr {
	constants := map[string]ast.Expr{}
	for _, file := range package_ {
		ast.Inspect(file, func(n ast.Node) bool {
			if declared, ok := n.(*ast.GenDecl); ok && declared.Tok == token.CONST {
				for _, spec := range declared.Specs {
					value := spec.(*ast.ValueSpec)
					for i, name := range value.Names {
						if i < len(value.Values) {
							constants[name.Name] = value.Values[i]
						}
					}
				}
			}
			return true
		})
	}
	return constants
}

func statementsOf(t *testing.T, files *token.FileSet, file *ast.File, constants map[string]ast.Expr) []statement {
	var found []statement
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || !runsStatement(call.Fun) {
			return true
		}
		for _, argument := range call.Args {
			sql, whole := constantText(argument, constants)
			if whole && strings.Contains(sql, " ") {
				found = append(found, statement{sql, files.Position(call.Pos()).String()})
				return true
			}
		}
		t.Errorf("%s: the statement is no constant text", files.Position(call.Pos()))
		return true
	})
	return found
}

// runsStatement: db.All(…), db.Queue[T](…).
func runsStatement(fun ast.Expr) bool {
	if generic, ok := fun.(*ast.IndexExpr); ok {
		fun = generic.X
	}
	selector, ok := fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	from, ok := selector.X.(*ast.Ident)
	return ok && from.Name == "db" && runs[selector.Sel.Name]
}

// constantText joins literals and constants.
func constantText(e ast.Expr, constants map[string]ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, err == nil && e.Kind == token.STRING
	case *ast.ParenExpr:
		return constantText(e.X, constants)
	case *ast.Ident:
		value, known := constants[e.Name]
		if !known {
			return "", false
		}
		return constantText(value, constants)
	case *ast.BinaryExpr:
		left, ok := constantText(e.X, constants)
		right, also := constantText(e.Y, constants)
		return left + right, ok && also && e.Op == token.ADD
	}
	return "", false
}
