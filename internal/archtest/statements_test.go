package archtest_test

import (
	"context"
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"golang.org/x/tools/go/packages"

	"kap/internal/db"
	"kap/internal/dbtest"
)

// runs are the functions of db that take a statement.
var runs = map[string]bool{"All": true, "One": true, "Maybe": true, "Exec": true, "Change": true, "Queue": true}

// statement is one SQL text of the program, where it stands, and what fills its names;
// nil where it counts its arguments.
type statement struct {
	sql, at string
	given   *names
}

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
	statements := everyStatement(t)
	if len(statements) < 50 {
		t.Fatalf("only %d statements found; is the walk looking in the right place?", len(statements))
	}
	for i, s := range statements {
		for _, fault := range s.faults() {
			t.Errorf("%s: %s", s.at, fault)
		}
		if _, err := conn.Prepare(context.Background(), fmt.Sprintf("s%d", i), s.counted()); err != nil && !asOwner(s.at) {
			t.Errorf("%s: %v", s.at, err)
		}
	}
	t.Logf("%d statements prepare", len(statements))
}

// asked are the names a statement asks for, each once.
func (s statement) asked() (asked []string) {
	for _, name := range db.Names.FindAllStringSubmatch(s.sql, -1) {
		if !slices.Contains(asked, name[1]) {
			asked = append(asked, name[1])
		}
	}
	return asked
}

// faults are the names that nothing fills and the pairs that nothing asks for.
func (s statement) faults() (all []string) {
	asked, given := s.asked(), s.given
	if given == nil {
		given = &names{}
	}
	for _, name := range asked {
		if !slices.Contains(given.fields, name) && !slices.Contains(given.pairs, name) {
			all = append(all, "nothing fills @"+name)
		}
	}
	for _, name := range given.pairs {
		if !slices.Contains(asked, name) {
			all = append(all, "nothing asks for @"+name)
		}
	}
	return append(all, s.crossed()...)
}

var (
	insertInto = regexp.MustCompile(`(?s)insert into \w+ \((.*?)\)\s*values \((.*)\)`)
	setTo      = regexp.MustCompile(`(\w+) = @(\w+)`)
	lone       = regexp.MustCompile(`^@(\w+)$`)
)

// crossed are the names that fill another column than their own, which is there too.
func (s statement) crossed() (all []string) {
	for column, name := range s.fills() {
		if _, own := s.fills()[name]; own && column != name {
			all = append(all, fmt.Sprintf("@%s fills %s", name, column))
		}
	}
	slices.Sort(all)
	return all
}

// fills says which name fills which column.
func (s statement) fills() map[string]string {
	fills := map[string]string{}
	for _, set := range setTo.FindAllStringSubmatch(s.sql, -1) {
		fills[set[1]] = set[2]
	}
	if parts := insertInto.FindStringSubmatch(s.sql); parts != nil {
		columns, values := items(parts[1]), items(parts[2])
		for i, column := range columns {
			if i < len(values) && lone.MatchString(values[i]) {
				fills[column] = values[i][1:]
			}
		}
	}
	return fills
}

// items are the parts of a list between its outer commas.
func items(list string) (parts []string) {
	depth, from := 0, 0
	for i, c := range list + "," {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ',' && depth == 0:
			parts, from = append(parts, strings.TrimSpace(list[from:i])), i+1
		}
		if depth < 0 {
			return append(parts, strings.TrimSpace(list[from:i]))
		}
	}
	return parts
}

// TestANameMustBeFilledAndFillItsOwnColumn: what the test above would say of a statement
// that is wrong.
func TestANameMustBeFilledAndFillItsOwnColumn(t *testing.T) {
	t.Parallel()
	given := &names{fields: []string{"mood", "sleep"}, pairs: []string{"client"}}
	for _, c := range []struct{ name, sql, want string }{
		{"whole", "insert into s (client_id, mood, sleep) values (@client, @mood, @sleep)", ""},
		{"swapped", "insert into s (client_id, mood, sleep) values (@client, @sleep, @mood)", "@mood fills sleep; @sleep fills mood"},
		{"swapped on change", "update s set mood = @sleep, sleep = @mood where id = @client", "@mood fills sleep; @sleep fills mood"},
		{"nothing fills it", "update s set mood = @mood, naps = @naps where id = @client", "nothing fills @naps"},
		{"nothing asks for it", "update s set mood = @mood", "nothing asks for @client"},
		{"within a function", "insert into s (mood, sleep, client_id) values (coalesce(@sleep, 'a, b'), @sleep, @client) on conflict do nothing", ""},
	} {
		if got := strings.Join(statement{sql: c.sql, given: given}.faults(), "; "); got != c.want {
			t.Errorf("%s: got %q want %q", c.name, got, c.want)
		}
	}
}

// counted is the statement with its names as numbers.
func (s statement) counted() string {
	asked := s.asked()
	return db.Names.ReplaceAllStringFunc(s.sql, func(name string) string {
		return fmt.Sprintf("$%d", slices.Index(asked, name[1:])+1)
	})
}

// asOwner says whether a file's statements are run by the owner alone.
func asOwner(at string) bool {
	for _, part := range []string{"internal/demo/", "founding_store.go"} {
		if strings.Contains(filepath.ToSlash(at), part) {
			return true
		}
	}
	return false
}

func everyStatement(t *testing.T) []statement {
	t.Helper()
	mode := packages.NeedName | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports | packages.NeedExportFile
	all, err := packages.Load(&packages.Config{Dir: "../..", Mode: mode}, "./internal/...")
	if err != nil {
		t.Fatal(err)
	}
	var found []statement
	for _, p := range all {
		if len(p.Errors) > 0 {
			t.Fatal(p.PkgPath, p.Errors)
		}
		if p.PkgPath == "kap/internal/verify" || p.PkgPath == "kap/internal/refold" || p.PkgPath == "kap/internal/db" {
			continue // run by the owner, from a table of rules; or made there for others: tried by their own tests
		}
		found = append(found, reading{t, p, valuesOf(p)}.statements()...)
	}
	return found
}

// reading is one package as it is searched for statements.
type reading struct {
	*testing.T
	*packages.Package
	values map[types.Object]ast.Expr
}

// valuesOf are what constants and variables of a package are declared as, also inside
// functions.
func valuesOf(p *packages.Package) map[types.Object]ast.Expr {
	values := map[types.Object]ast.Expr{}
	for _, file := range p.Syntax {
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Names) == len(spec.Values) {
				for i, name := range spec.Names {
					values[p.TypesInfo.Defs[name]] = spec.Values[i]
				}
			}
			return true
		})
	}
	return values
}

func (r reading) statements() (found []statement) {
	for _, file := range r.Syntax {
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && runs[ofDB(call.Fun)] {
				found = append(found, r.statement(call)...)
			}
			return true
		})
	}
	return found
}

// statement is the text of a call and what fills its names.
func (r reading) statement(call *ast.CallExpr) []statement {
	at := r.Fset.Position(call.Pos()).String()
	for i, argument := range call.Args {
		sql, whole := r.text(argument)
		if !whole || !strings.Contains(sql, " ") {
			continue
		}
		s := statement{sql: sql, at: at}
		if rest := call.Args[i+1:]; len(rest) == 1 {
			s.given = r.given(rest[0])
		}
		return []statement{s}
	}
	r.Errorf("%s: the statement is no constant text", at)
	return nil
}

// given are the names that a db.Named fills: those of the fields, and those of the pairs.
func (r reading) given(argument ast.Expr) *names {
	call, ok := argument.(*ast.CallExpr)
	if !ok || ofDB(call.Fun) != "Named" {
		return nil
	}
	given := &names{fields: columnsOf(r.TypesInfo.TypeOf(call.Args[0]))}
	for i := 1; i < len(call.Args); i += 2 {
		name, _ := r.text(call.Args[i])
		given.pairs = append(given.pairs, name)
	}
	return given
}

// names are what fills a statement: fields where it asks for them, pairs always.
type names struct{ fields, pairs []string }

// columnsOf are the columns that db finds for a struct, from its type.
func columnsOf(t types.Type) (columns []string) {
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	for i := range s.NumFields() {
		f := s.Field(i)
		_, flat := f.Type().Underlying().(*types.Struct)
		column := db.Column(f.Name(), reflect.StructTag(s.Tag(i)))
		switch {
		case f.Embedded() && flat:
			columns = append(columns, columnsOf(f.Type())...)
		case f.Exported() && column != "-":
			columns = append(columns, column)
		}
	}
	return columns
}

// ofDB is the name of a function of db that is called, db.All(…) or db.Queue[T](…);
// empty for every other.
func ofDB(fun ast.Expr) string {
	if generic, ok := fun.(*ast.IndexExpr); ok {
		fun = generic.X
	}
	if selector, ok := fun.(*ast.SelectorExpr); ok {
		if from, ok := selector.X.(*ast.Ident); ok && from.Name == "db" {
			return selector.Sel.Name
		}
	}
	return ""
}

// text joins literals, constants and the columns of structs.
func (r reading) text(e ast.Expr) (string, bool) {
	if value := r.TypesInfo.Types[e].Value; value != nil && value.Kind() == constant.String {
		return constant.StringVal(value), true
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return r.text(e.X)
	case *ast.Ident:
		value, known := r.values[r.TypesInfo.Uses[e]]
		if !known {
			return "", false
		}
		return r.text(value)
	case *ast.BinaryExpr:
		left, ok := r.text(e.X)
		right, also := r.text(e.Y)
		return left + right, ok && also && e.Op == token.ADD
	case *ast.CallExpr:
		return r.columns(e)
	}
	return "", false
}

// formats are how the functions of db write the columns of a struct.
var formats = map[string]string{"Columns": "%s", "Values": "@%s", "Sets": "%[1]s = @%[1]s", "From": "%s.%s"}

func (r reading) columns(call *ast.CallExpr) (string, bool) {
	format, known := formats[ofDB(call.Fun)]
	if !known {
		return "", false
	}
	alias := []any{}
	if len(call.Args) == 1 {
		text, _ := r.text(call.Args[0])
		alias = append(alias, text)
	}
	var written []string
	for _, column := range columnsOf(r.TypesInfo.TypeOf(call.Fun.(*ast.IndexExpr).Index)) {
		written = append(written, fmt.Sprintf(format, append(alias, column)...))
	}
	return strings.Join(written, ", "), len(written) > 0
}
