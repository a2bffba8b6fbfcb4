package archtest

import (
	"go/ast"
	"go/types"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"kap/internal/protocol"
)

// unread are the numbers of the protocol that no rule reads yet. A clinic approves them and
// nothing follows, so the list only becomes shorter: a rule reads one, or it leaves the protocol.
var unread = map[string]string{
	"Lozenge.OnsetFrom":    "phases of the day on the room's page",
	"Lozenge.Peak":         "phases of the day on the room's page",
	"Timing.ArrivalLeast":  "phases of the day on the board",
	"Timing.ArrivalMost":   "phases of the day on the board",
	"Timing.AcuteUntil":    "phases of the day on the room's page",
	"Timing.AcuteMost":     "phases of the day on the room's page",
	"MedicineRule.Phase":   "what is asked at the decision and what on the day",
	"Measures.SwitchedOn":  "questionnaires behind a switch",
	"Integration.Between":  "several integrations between two doses",
	"Measures.AfterDoses":  "questionnaires that are due after doses",
	"Measures.AfterMonths": "questionnaires that are due after a course",
	"Measures.AcuteHours":  "questionnaires about the altered state",
	"Scheduling.Reminders": "reminders before a visit",
	"Scheduling.MorningOf": "reminders before a visit",
}

// TestARuleReadsEveryNumberOfTheProtocol: each field of each part is read by code other than
// what checks, completes, shows and verifies it.
func TestARuleReadsEveryNumberOfTheProtocol(t *testing.T) {
	read := readOfProtocol(t)
	walk(reflect.TypeFor[protocol.Body](), map[reflect.Type]bool{}, func(number string) {
		_, listed := unread[number]
		switch {
		case listed && read[number]:
			t.Errorf("%s is read: take it off the list", number)
		case !listed && !read[number]:
			t.Errorf("no rule reads %s", number)
		}
		delete(unread, number)
	})
	for number := range unread {
		t.Errorf("%s is on the list and not in the protocol", number)
	}
}

// walk names every field of a struct and of those it holds: "Lozenge.Peak".
func walk(of reflect.Type, seen map[reflect.Type]bool, found func(string)) {
	for of.Kind() == reflect.Slice || of.Kind() == reflect.Map {
		of = of.Elem()
	}
	if of.Kind() != reflect.Struct || seen[of] {
		return
	}
	seen[of] = true
	for i := range of.NumField() {
		found(of.Name() + "." + of.Field(i).Name)
		walk(of.Field(i).Type, seen, found)
	}
}

// keeps are the functions of the protocol itself that read a number for no rule.
var keeps = regexp.MustCompile(`^(check|complete|default|Default|UnmarshalJSON|insertDraft|Draft)`)

// readOfProtocol are the fields that the product selects of the protocol's structs.
func readOfProtocol(t *testing.T) map[string]bool {
	t.Helper()
	mode := packages.NeedName | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports | packages.NeedExportFile
	all, err := packages.Load(&packages.Config{Dir: "../..", Mode: mode}, "./internal/...")
	if err != nil {
		t.Fatal(err)
	}
	read := map[string]bool{}
	for _, p := range all {
		if strings.HasSuffix(p.PkgPath, "/protocolweb") || p.PkgPath == "kap/internal/verify" || p.PkgPath == "kap/internal/demo" {
			continue
		}
		for _, file := range p.Syntax {
			for _, decl := range file.Decls {
				if f, is := decl.(*ast.FuncDecl); is && p.PkgPath == "kap/internal/protocol" && keeps.MatchString(f.Name.Name) {
					continue
				}
				selected(p, decl, read)
			}
		}
	}
	return read
}

// selected notes the protocol's fields that a declaration selects.
func selected(p *packages.Package, decl ast.Decl, read map[string]bool) {
	ast.Inspect(decl, func(n ast.Node) bool {
		at, is := n.(*ast.SelectorExpr)
		if !is {
			return true
		}
		s, is := p.TypesInfo.Selections[at]
		if !is || s.Kind() != types.FieldVal || s.Obj().Pkg() == nil || filepath.Base(s.Obj().Pkg().Path()) != "protocol" {
			return true
		}
		if named, is := types.Unalias(deref(s.Recv())).(*types.Named); is {
			read[named.Obj().Name()+"."+s.Obj().Name()] = true
		}
		return true
	})
}

func deref(t types.Type) types.Type {
	if p, is := t.(*types.Pointer); is {
		return p.Elem()
	}
	return t
}
