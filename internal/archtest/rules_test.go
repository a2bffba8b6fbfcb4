package archtest

import (
	"fmt"
	"go/ast"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// source is one parsed Go file.
type source struct {
	pkg, name string // "internal/dosing", "gate.go"
	file      *ast.File
}

func (s source) test() bool { return strings.HasSuffix(s.name, "_test.go") }

// outside says whether this is a test that looks at its package from outside;
// it may import anything, demo and dbtest above all.
func (s source) outside() bool { return s.test() && strings.HasSuffix(s.file.Name.Name, "_test") }

// faults are the sentences about one file; none where it keeps the rules.
func faults(s source) (all []string) {
	at, known := storey(s.pkg)
	if !known {
		return []string{s.pkg + " has no storey: add it to internal/archtest/storeys_test.go, above everything it imports"}
	}
	if s.outside() {
		return nil
	}
	say := func(format string, args ...any) {
		all = append(all, fmt.Sprintf("%s/%s: ", s.pkg, s.name)+fmt.Sprintf(format, args...))
	}
	for _, spec := range s.file.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		if ours, ok := strings.CutPrefix(imported, "kap/"); ok {
			ourImport(s, at, ours, say)
		} else {
			foreignImport(s, at, imported, say)
		}
	}
	if !s.test() {
		calls(s, say)
		spelling(s, say)
	}
	return all
}

type sayer func(format string, args ...any)

// ourImport checks an import of a package of this module (R1, R2, R3, R8).
func ourImport(s source, at int, imported string, say sayer) {
	below, known := storey(imported)
	switch {
	case !known:
		say("imports %s, which has no storey: add it to internal/archtest/storeys_test.go", imported)
	case below >= at:
		say("imports %s of storey %d from storey %d; a package imports only lower storeys, so the later step calls the earlier", imported, below, at)
	case imported == "internal/db" && isWeb(s.pkg):
		say("imports db; screens know no SQL, ask an operation of the step")
	case imported == "internal/db" && isStep(s.pkg) && !s.test() && !storing(s.name):
		say("imports db; in a step only store.go, operations.go and files that end so do (gate_store.go)")
	case slices.Contains(forTests, imported) && !s.test() && !slices.Contains(holdsDBTest, s.pkg):
		say("imports %s, which is for tests", path.Base(imported))
	}
}

// foreignImport checks an import from elsewhere (R3 to R6, R8).
func foreignImport(s source, at int, imported string, say sayer) {
	switch {
	case within(imported, "github.com/jackc/pgx/v5") && !slices.Contains(namesPgx, s.pkg):
		say("imports pgx; only db talks to Postgres")
	case (imported == "net/http" || within(imported, "github.com/go-chi/chi/v5")) && !s.test() && !isWeb(s.pkg) && !slices.Contains(speaksHTTP, s.pkg):
		say("imports %s; HTTP is spoken in endpoint, live, app and the …web packages", imported)
	case isStep(s.pkg) && !s.test() && !storing(s.name) && slices.Contains([]string{"os", "log/slog", "context"}, imported):
		say("imports %s; rules are pure: values and now in, answer out", imported)
	case at == 0 && !standard(imported) && !fromAny(imported, vocabularyMay[s.pkg]):
		say("imports %s; vocabulary imports the standard library only", imported)
	case !s.test() && !standard(imported) && !fromAny(imported, modules):
		say("imports %s, which is not on the list of modules in internal/archtest/storeys_test.go", imported)
	}
}

// calls checks who looks at the clock and who reads the whole clinic (R7, R8).
func calls(s source, say sayer) {
	ast.Inspect(s.file, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		x, _ := sel.X.(*ast.Ident)
		clock := x != nil && x.Name == "time" && slices.Contains([]string{"Now", "Since", "Until"}, sel.Sel.Name)
		if clock && !slices.Contains(readsClock, s.pkg) {
			say("calls time.%s; time is an argument, or tx.Now", sel.Sel.Name)
		}
		if sel.Sel.Name == "WholeClinic" && !slices.Contains(wholeClinic, s.pkg) {
			say("calls WholeClinic; only the packages listed in internal/archtest/storeys_test.go read what the actor may not see")
		}
		return true
	})
}

// spelled are the rules of the spine as somebody would write them out again.
var spelled = regexp.MustCompile(`preferred_name, ''|\bk\.closed_at is`)

// spelling checks that what a client is called and which course is open is said in the
// package spine (R10); verify keeps its own words.
func spelling(s source, say sayer) {
	if s.pkg == "internal/spine" || s.pkg == "internal/verify" {
		return
	}
	ast.Inspect(s.file, func(n ast.Node) bool {
		if text, ok := n.(*ast.BasicLit); ok && spelled.MatchString(text.Value) {
			say("spells out %q: say it with the package spine", spelled.FindString(text.Value))
		}
		return true
	})
}

// storing says whether a step's file may open transactions and hold statements:
// operations.go, store.go, session_store.go; the noun comes first.
func storing(name string) bool {
	name = strings.TrimSuffix(name, ".go")
	for _, word := range []string{"store", "operations"} {
		if name == word || strings.HasSuffix(name, "_"+word) {
			return true
		}
	}
	return false
}

// standard says whether a path is of the standard library: no dot in its first part.
func standard(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	return !strings.Contains(first, ".")
}

func within(imported, module string) bool {
	return imported == module || strings.HasPrefix(imported, module+"/")
}

func fromAny(imported string, of []string) bool {
	return slices.ContainsFunc(of, func(module string) bool { return within(imported, module) })
}

// undocumented names the packages that no file introduces (R9).
func undocumented(files []source) (all []string) {
	introduced := map[string]bool{}
	for _, s := range files {
		if !s.outside() {
			introduced[s.pkg] = introduced[s.pkg] || s.file.Doc != nil
		}
	}
	for pkg, ok := range introduced {
		if !ok {
			all = append(all, fmt.Sprintf("%s has no package comment: say in doc.go what %s is", pkg, path.Base(pkg)))
		}
	}
	slices.Sort(all)
	return all
}
