package db

import (
	"context"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Columns are the columns that hold a struct, in the order of its fields: "held_at,
// minutes". A field's column is its name (TakenAt is taken_at) or its db tag; one tagged
// db:"-" has none, one tagged db:"signed_at,read" is read where a statement selects it and
// written by none of these, one tagged db:"heart_rate,zero" has no nulls: 0 is stored as null
// and null read as 0. The fields of an embedded struct lie flat.
func Columns[T any]() string { return ColumnsOf(reflect.TypeFor[T](), "%s") }

// From are the columns of a struct read from a table by its alias: "i.held_at, i.minutes".
func From[T any](alias string) string {
	var written []string
	for _, f := range fieldsOf(reflect.TypeFor[T]()) {
		column := alias + "." + f.column
		if f.zero {
			column = fmt.Sprintf("coalesce(%s, 0) as %s", column, f.column)
		}
		written = append(written, column)
	}
	return strings.Join(written, ", ")
}

// Values are the named arguments that fill the columns of a struct: "@held_at, @minutes".
func Values[T any]() string { return ColumnsOf(reflect.TypeFor[T](), "@%s") }

// Sets change the columns of a struct: "held_at = @held_at, minutes = @minutes".
func Sets[T any]() string { return ColumnsOf(reflect.TypeFor[T](), "%[1]s = @%[1]s") }

// ColumnsOf writes each column of a struct type in a format and joins them.
func ColumnsOf(t reflect.Type, format string) string {
	var written []string
	for _, f := range fieldsOf(t) {
		written = append(written, fmt.Sprintf(format, f.column))
	}
	return strings.Join(written, ", ")
}

type field struct {
	column string
	index  []int
	zero   bool // 0 is null
}

var knownFields sync.Map // of fieldsOf, by reflect.Type

func fieldsOf(t reflect.Type) []field {
	if known, ok := knownFields.Load(t); ok {
		return known.([]field)
	}
	var fields []field
	for _, f := range reflect.VisibleFields(t) {
		flat := f.Anonymous && f.Type.Kind() == reflect.Struct
		if column := Column(f.Name, f.Tag); f.IsExported() && !flat && column != "-" {
			fields = append(fields, field{column, f.Index, strings.HasSuffix(f.Tag.Get("db"), ",zero")})
		}
	}
	knownFields.Store(t, fields)
	return fields
}

// Column is the column of a field by its name and tag: TakenAt is taken_at, SpO2 is spo2,
// ID is id.
func Column(name string, tag reflect.StructTag) string {
	said, only, _ := strings.Cut(tag.Get("db"), ",")
	switch {
	case only == "read":
		return "-"
	case said != "":
		return said
	}
	var b strings.Builder
	runes := []rune(name)
	for i, r := range runes {
		if r >= 'A' && r <= 'Z' && i > 0 && startsWord(runes, i) {
			b.WriteByte('_')
		}
		b.WriteRune(r)
	}
	return strings.ToLower(b.String())
}

// startsWord says whether the capital at i begins a word: it follows a small
// letter and a small letter follows it, or it ends a row of capitals.
func startsWord(runes []rune, i int) bool {
	small := func(i int) bool { return i < len(runes) && runes[i] >= 'a' && runes[i] <= 'z' }
	last := i == len(runes)-1
	return small(i-1) && (small(i+1) || last || runes[i+1] >= 'A' && runes[i+1] <= 'Z') || !small(i-1) && small(i+1)
}

// Named takes the arguments of a statement from the fields of a struct, by column, and
// from pairs of name and value, which win. Fields that the statement does not name are
// left out; a name that nothing fills is an error, and so is a pair that no name asks for.
// No id and no time are null, no list is an empty one.
func Named(v any, pairs ...any) pgx.QueryRewriter {
	return named{v, pairs}
}

type named struct {
	of    any
	pairs []any
}

// Names finds the named arguments of a statement.
var Names = regexp.MustCompile(`@([a-z][a-z0-9_]*)`)

// RewriteQuery hands pgx exactly the arguments the statement names.
func (n named) RewriteQuery(ctx context.Context, conn *pgx.Conn, sql string, args []any) (string, []any, error) {
	if len(args) != 0 || len(n.pairs)%2 != 0 {
		return "", nil, fmt.Errorf("named arguments stand alone, and a name goes with a value")
	}
	asked := map[string]bool{}
	for _, name := range Names.FindAllStringSubmatch(sql, -1) {
		asked[name[1]] = true
	}
	given := pgx.StrictNamedArgs{}
	if n.of != nil {
		given = fieldArgs(n.of, asked)
	}
	for i := 0; i < len(n.pairs); i += 2 {
		given[fmt.Sprint(n.pairs[i])] = stored(reflect.ValueOf(n.pairs[i+1]))
	}
	return given.RewriteQuery(ctx, conn, sql, args)
}

func fieldArgs(of any, asked map[string]bool) pgx.StrictNamedArgs {
	v, given := reflect.ValueOf(of), pgx.StrictNamedArgs{}
	for _, f := range fieldsOf(v.Type()) {
		value := v.FieldByIndex(f.index)
		switch {
		case asked[f.column] && f.zero && value.IsZero():
			given[f.column] = nil
		case asked[f.column]:
			given[f.column] = stored(value)
		}
	}
	return given
}

// Stored is a value whose column holds it in another form: 372 tenths of a degree as 37.2.
type Stored interface{ Stored() any }

// stored is a value as it is stored: what is not there is null, and no list is empty.
func stored(v reflect.Value) any {
	if !v.IsValid() {
		return nil
	}
	if v.Kind() == reflect.Pointer && v.IsNil() {
		return nil
	}
	switch value := v.Interface().(type) {
	case time.Time, uuid.UUID:
		if v.IsZero() {
			return nil
		}
	case Stored:
		return value.Stored()
	}
	if v.Kind() == reflect.Slice && v.IsNil() && v.Type().Elem().Kind() != reflect.Uint8 {
		return reflect.MakeSlice(v.Type(), 0, 0).Interface()
	}
	return v.Interface()
}
