package task

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
)

// Service reads and closes tasks.
type Service struct{ DB *db.DB }

// One is one task; client is zero for a task about the clinic.
func (s Service) One(ctx context.Context, client, id uuid.UUID) (t Task, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		t, err = one(ctx, v, client, id)
		return err
	})
	return t, err
}

// Done ticks a task off, with what came of it.
func (s Service) Done(ctx context.Context, client, id uuid.UUID, o OutcomeEntry) error {
	if err := o.Check(); err != nil {
		return err
	}
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		t, err := one(ctx, tx, client, id)
		if err != nil {
			return ev, err
		}
		if err := t.MayClose(tx.Actor); err != nil {
			return ev, err
		}
		return audit.Did("task.closed", client, "task", id), done(ctx, tx, client, id, o.Outcome)
	})
}
