package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// mutant is one break: a file with a few other characters.
type mutant struct {
	step       step
	file       file
	begin, end int
	to         string
	in         span
	spent      time.Duration // on it so far
}

// span is the expression a break stands in, and its type; without one, the expression is
// no value that a program can choose as it runs.
type span struct {
	begin, end int
	kind       string
}

func (s step) breaks(f file, begin, end int, to string) mutant {
	return mutant{step: s, file: f, begin: begin, end: end, to: to}
}

// within says which expression the break stands in.
func (m mutant) within(n ast.Node, kind string) mutant {
	m.in = span{m.step.offset(n.Pos()), m.step.offset(n.End()), kind}
	if m.file.fixed(n) {
		m.in.kind = ""
	}
	return m
}

// fixed says whether an expression has to be a constant.
func (f file) fixed(of ast.Node) (fixed bool) {
	holds := func(n ast.Node) bool { return n != nil && n.Pos() <= of.Pos() && of.End() <= n.End() }
	ast.Inspect(f.tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GenDecl:
			fixed = fixed || n.Tok == token.CONST && holds(n)
		case *ast.ArrayType:
			fixed = fixed || n.Len != nil && holds(n.Len)
		case *ast.KeyValueExpr:
			fixed = fixed || holds(n.Key)
		}
		return holds(n)
	})
	return fixed
}

// at is `internal/dosing/gate.go:42:8: "<" becomes "<=": if x < limit {`.
func (m mutant) at() string {
	line, _ := m.position()
	words := strings.Split(string(m.file.text), "\n")[line]
	return fmt.Sprintf("%s: %q becomes %q: %s", m.place(), strings.TrimSpace(m.was()), strings.TrimSpace(m.to), strings.TrimSpace(words))
}

// place is `internal/dosing/gate.go:42:8`.
func (m mutant) place() string {
	path := m.file.path
	if here, err := os.Getwd(); err == nil {
		if short, err := filepath.Rel(here, path); err == nil {
			path = short
		}
	}
	line, column := m.position()
	return fmt.Sprintf("%s:%d:%d", path, line+1, column)
}

// position is where the first character stands that is no space.
func (m mutant) position() (line, column int) {
	spaces := len(m.was()) - len(strings.TrimLeft(m.was(), " \t\n"))
	before := string(m.file.text[:m.begin+spaces])
	return strings.Count(before, "\n"), len(before) - strings.LastIndex(before, "\n")
}

func (m mutant) was() string { return string(m.file.text[m.begin:m.end]) }

func (m mutant) text() []byte {
	return []byte(string(m.file.text[:m.begin]) + m.to + string(m.file.text[m.end:]))
}
