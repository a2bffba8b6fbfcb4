package db

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"kap/internal/problem"
)

// Batch gathers reads that travel in one trip.
type Batch struct {
	view  *View
	batch pgx.Batch
}

// NewBatch begins a batch on a view or a transaction.
func NewBatch(r Reader) *Batch { return &Batch{view: r.view()} }

// Rows are the answer to one queued read, there after Send.
type Rows[T any] struct{ list []T }

// Queue adds a read to the batch.
func Queue[T any](b *Batch, statement string, args ...any) *Rows[T] {
	rows := &Rows[T]{}
	b.batch.Queue(statement, args...).Query(func(r pgx.Rows) (err error) {
		rows.list, err = pgx.CollectRows(r, into[T]())
		return err
	})
	return rows
}

// Send makes the trip.
func (b *Batch) Send(ctx context.Context) error {
	if b.batch.Len() == 0 {
		return nil
	}
	if err := b.view.trip(ctx, &b.batch); err != nil {
		return fmt.Errorf("read: %w", err)
	}
	return nil
}

// All are the rows.
func (r *Rows[T]) All() []T { return r.list }

// Maybe is the first row, if there is one.
func (r *Rows[T]) Maybe() (T, bool) {
	if len(r.list) == 0 {
		var none T
		return none, false
	}
	return r.list[0], true
}

// OrNil is the first row, nil for none.
func (r *Rows[T]) OrNil() *T {
	if one, found := r.Maybe(); found {
		return &one
	}
	return nil
}

// One is the first row, or NotFound.
func (r *Rows[T]) One() (T, error) {
	one, found := r.Maybe()
	if !found {
		return one, problem.Missing()
	}
	return one, nil
}
