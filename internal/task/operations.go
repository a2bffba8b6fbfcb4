package task

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
)

// Service reads and closes tasks.
type Service struct{ DB *db.DB }

// Mine are the open tasks of whoever asks.
func (s Service) Mine(ctx context.Context) (tasks []Task, err error) {
	actor, err := auth.From(ctx)
	if err != nil {
		return nil, err
	}
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		rows := QueueMine(b, actor)
		err := b.Send(ctx)
		tasks = rows.All()
		return err
	})
	return tasks, err
}

// One is one task; client is zero for a task about the clinic.
func (s Service) One(ctx context.Context, client, id uuid.UUID) (t Task, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		t, err = one(ctx, v, client, id)
		return err
	})
	return t, err
}

// Done ticks a task off, with what came of it.
func (s Service) Done(ctx context.Context, client, id uuid.UUID, o Outcome) error {
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
