package main

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
)

// turned is what an operator becomes.
var turned = map[token.Token]token.Token{
	token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR,
	token.EQL: token.NEQ, token.NEQ: token.EQL, token.LAND: token.LOR, token.LOR: token.LAND,
}

// rules are the breaks of the pure files: a comparison, a limit, a not.
func (s step) rules() (all []mutant) {
	for _, f := range s.files {
		if f.storing() {
			continue
		}
		ast.Inspect(f.tree, func(n ast.Node) bool {
			if m, ok := s.rule(f, n); ok {
				all = append(all, m)
			}
			return notData(n)
		})
	}
	return all
}

// notData: indexes, tags and lists of constants hold no rule.
func notData(n ast.Node) bool {
	switch n.(type) {
	case *ast.IndexExpr, *ast.ImportSpec, *ast.StructType:
		return false
	}
	return true
}

func (s step) rule(f file, n ast.Node) (mutant, bool) {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		to, known := turned[n.Op]
		if !known || isNil(n.Y) {
			return mutant{}, false
		}
		at := s.offset(n.OpPos)
		return s.breaks(f, at, at+len(n.Op.String()), to.String()).within(n, "bool"), true
	case *ast.UnaryExpr:
		if n.Op != token.NOT {
			return mutant{}, false
		}
		return s.breaks(f, s.offset(n.Pos()), s.offset(n.Pos())+1, "").within(n, "bool"), true
	case *ast.BasicLit:
		number, err := strconv.Atoi(n.Value)
		if n.Kind != token.INT || err != nil {
			return mutant{}, false
		}
		return s.breaks(f, s.offset(n.Pos()), s.offset(n.End()), strconv.Itoa(number+1)).within(n, s.kind(f, n)), true
	case *ast.CallExpr:
		return s.moment(f, n)
	}
	return mutant{}, false
}

// moment turns a.Before(b) into !a.After(b), and the other way round: the limit itself
// changes sides.
func (s step) moment(f file, call *ast.CallExpr) (mutant, bool) {
	of, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) != 1 {
		return mutant{}, false
	}
	other := map[string]string{"Before": "After", "After": "Before"}[of.Sel.Name]
	if other == "" {
		return mutant{}, false
	}
	return s.breaks(f, s.offset(call.Pos()), s.offset(call.End()), "!"+f.from(s, of.X)+"."+other+"("+f.from(s, call.Args[0])+")").within(call, "bool"), true
}

// kind is the type of an expression as its file writes it; none where the file cannot.
func (s step) kind(f file, e ast.Expr) (kind string) {
	if s.types == nil || s.types.TypeOf(e) == nil {
		return ""
	}
	known := true
	kind = types.TypeString(s.types.TypeOf(e), func(p *types.Package) string {
		if p.Path() == s.ImportPath {
			return ""
		}
		known = known && slices.ContainsFunc(f.tree.Imports, func(i *ast.ImportSpec) bool {
			return i.Name == nil && i.Path.Value == strconv.Quote(p.Path())
		})
		return p.Name()
	})
	if !known || strings.HasPrefix(kind, "untyped") {
		return ""
	}
	return kind
}

func isNil(e ast.Expr) bool {
	name, ok := e.(*ast.Ident)
	return ok && name.Name == "nil"
}
