package db

import (
	"context"
	"database/sql"
	"errors"
	"reflect"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"kap/internal/problem"
)

// Reader is a View or a Tx.
type Reader interface{ view() *View }

func (v *View) view() *View { return v }

// All reads every row of a statement into T: a struct by column names
// (taken_at ↔ TakenAt), or a single value.
func All[T any](ctx context.Context, r Reader, statement string, args ...any) ([]T, error) {
	b := NewBatch(r)
	rows := Queue[T](b, statement, args...)
	err := b.Send(ctx)
	return rows.All(), err
}

// One reads exactly one row; none is problem.NotFound, the same answer for
// what is not there and what row-level security hides.
func One[T any](ctx context.Context, r Reader, statement string, args ...any) (T, error) {
	one, found, err := Maybe[T](ctx, r, statement, args...)
	if err == nil && !found {
		err = problem.Missing()
	}
	return one, err
}

// Maybe reads a row that need not be there.
func Maybe[T any](ctx context.Context, r Reader, statement string, args ...any) (one T, found bool, err error) {
	b := NewBatch(r)
	rows := Queue[T](b, statement, args...)
	if err := b.Send(ctx); err != nil {
		return one, false, err
	}
	one, found = rows.Maybe()
	return one, found, nil
}

// Exec runs a statement and returns how many rows it touched.
func Exec(ctx context.Context, tx *Tx, statement string, args ...any) (int64, error) {
	if tx.purposed {
		return 0, errors.New("a whole-clinic read may not write")
	}
	tag, err := tx.exec(ctx, statement, args...)
	return tag.RowsAffected(), err
}

// Change runs a statement that must touch exactly one row: none is NotFound.
func Change(ctx context.Context, tx *Tx, statement string, args ...any) error {
	n, err := Exec(ctx, tx, statement, args...)
	if err != nil {
		return err
	}
	if n != 1 {
		return problem.Missing()
	}
	return nil
}

func (tx *Tx) exec(ctx context.Context, statement string, args ...any) (pgconn.CommandTag, error) {
	var tag pgconn.CommandTag
	b := &pgx.Batch{}
	b.Queue(statement, args...).Exec(func(t pgconn.CommandTag) error {
		tag = t
		return nil
	})
	err := tx.trip(ctx, b)
	return tag, err
}

var scanner = reflect.TypeFor[sql.Scanner]()

// into picks how a row becomes a T.
func into[T any]() pgx.RowToFunc[T] {
	t := reflect.TypeFor[T]()
	if t.Kind() == reflect.Struct && t != reflect.TypeFor[time.Time]() && !reflect.PointerTo(t).Implements(scanner) {
		return pgx.RowToStructByName[T]
	}
	return pgx.RowTo[T]
}
