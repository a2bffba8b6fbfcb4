package main

import (
	"context"
	"fmt"
	"go/ast"
	"go/token"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"kap/migrations"
)

// schema is a migrated database in which broken statements are prepared.
type schema struct{ conn *pgx.Conn }

const database = "mutate"

func openSchema(ctx context.Context) (*schema, error) {
	super := os.Getenv("KAP_TEST_PG")
	if super == "" {
		return nil, fmt.Errorf("run it by `make mutate`, which starts a test cluster")
	}
	conn, err := pgx.Connect(ctx, super)
	if err != nil {
		return nil, err
	}
	defer conn.Close(ctx)
	for _, statement := range []string{`drop database if exists ` + database + ` with (force)`, `create database ` + database + ` owner kap_owner`} {
		if _, err := conn.Exec(ctx, statement); err != nil {
			return nil, err
		}
	}
	at, err := url.Parse(super)
	if err != nil {
		return nil, err
	}
	at.User, at.Path = url.User("kap_owner"), "/"+database
	if err := migrations.Up(ctx, at.String()); err != nil {
		return nil, err
	}
	conn, err = pgx.Connect(ctx, at.String())
	return &schema{conn}, err
}

func (s *schema) close() { s.conn.Close(context.Background()) }

var named = regexp.MustCompile(`@(\w+)`)

func (s *schema) prepares(ctx context.Context, sql string) bool {
	number := map[string]string{}
	sql = named.ReplaceAllStringFunc(sql, func(name string) string {
		if number[name] == "" {
			number[name] = "$" + strconv.Itoa(len(number)+1)
		}
		return number[name]
	})
	_, err := s.conn.Prepare(ctx, "", sql)
	return err == nil
}

// statementsOf are the SQL texts that the files run by db, joined of literals and
// constants; what is no constant text is "".
func statementsOf(files []file) (all []string) {
	constants := map[string]ast.Expr{}
	for _, f := range files {
		ast.Inspect(f.tree, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Names) == len(spec.Values) {
				for i, name := range spec.Names {
					constants[name.Name] = spec.Values[i]
				}
			}
			return true
		})
	}
	for _, f := range files {
		ast.Inspect(f.tree, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && ofDB(call.Fun) {
				for _, argument := range call.Args {
					if sql := textOf(argument, constants); strings.Contains(sql, " ") {
						all = append(all, sql)
					}
				}
			}
			return true
		})
	}
	return all
}

func ofDB(fun ast.Expr) bool {
	if generic, ok := fun.(*ast.IndexExpr); ok {
		fun = generic.X
	}
	selector, ok := fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	from, ok := selector.X.(*ast.Ident)
	return ok && from.Name == "db"
}

func textOf(e ast.Expr, constants map[string]ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		if err == nil && e.Kind == token.STRING {
			return text
		}
	case *ast.ParenExpr:
		return textOf(e.X, constants)
	case *ast.Ident:
		if value := constants[e.Name]; value != nil && value != e {
			return textOf(value, constants)
		}
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			return textOf(e.X, constants) + textOf(e.Y, constants)
		}
	}
	return ""
}
