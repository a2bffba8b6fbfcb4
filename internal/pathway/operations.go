package pathway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/db"
)

// Service keeps projections current where time alone moves them.
type Service struct{ DB *db.DB }

// Refresh computes where a client's course stands and stores it. Facts are read for
// the purpose "pathway", because whoever writes may not see them all.
func Refresh(ctx context.Context, tx *db.Tx, client uuid.UUID) error {
	facts, found, err := read(ctx, tx, client)
	if err != nil || !found {
		return err
	}
	return keep(ctx, tx, facts.Course.ID, Of(facts, tx.Now))
}

// Hook is Refresh as db runs it after every write. A failure is reported and leaves
// the row marked stale, for the worker; the write stands.
func Hook(report func(context.Context, error)) func(context.Context, *db.Tx, uuid.UUID) error {
	return func(ctx context.Context, tx *db.Tx, client uuid.UUID) error {
		failed := tx.Savepoint(ctx, func() error { return Refresh(ctx, tx, client) })
		if failed == nil {
			return nil
		}
		report(ctx, fmt.Errorf("refresh pathway of %s: %w", client, failed))
		_, err := db.Exec(ctx, tx, `
			select mark_pathway_stale(p.course_id)
			from pathway p
			where p.client_id = $1`, client)
		return err
	}
}

func read(ctx context.Context, tx *db.Tx, client uuid.UUID) (f Facts, found bool, err error) {
	err = tx.WholeClinic(ctx, "pathway", func() error {
		b := db.NewBatch(tx)
		q := Queue(b, client, tx.Now)
		if err := b.Send(ctx); err != nil {
			return err
		}
		f, found, err = q.Facts()
		return err
	})
	if err != nil {
		err = fmt.Errorf("read facts of the pathway: %w", err)
	}
	return f, found, err
}

func keep(ctx context.Context, tx *db.Tx, course uuid.UUID, s Standing) error {
	projection, steps, tasks, err := rows(s)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, tx, `select keep_pathway($1, $2, $3, $4)`, course, projection, steps, tasks)
	if err != nil {
		return fmt.Errorf("store the pathway: %w", err)
	}
	return nil
}

// RefreshDue computes again what time has moved or a failure left stale, as the
// worker of one clinic, at most 200 clients a round. A projection is no change of the
// record: it leaves no event.
func (s Service) RefreshDue(ctx context.Context) error {
	var due []uuid.UUID
	err := s.DB.Keep(ctx, func(tx *db.Tx) error {
		return tx.WholeClinic(ctx, "pathway", func() (err error) {
			due, err = db.All[uuid.UUID](ctx, tx, `
				select distinct client_id
				from pathway
				where changes_at <= app_now() or stale
				order by client_id
				limit 200`)
			return err
		})
	})
	for _, client := range due {
		err = errors.Join(err, s.DB.Keep(ctx, func(tx *db.Tx) error { return refreshLocked(ctx, tx, client) }))
	}
	return err
}

// refreshLocked waits for whoever is writing to the client, as a write would.
func refreshLocked(ctx context.Context, tx *db.Tx, client uuid.UUID) error {
	if _, err := db.Exec(ctx, tx, `select pg_advisory_xact_lock(hashtextextended($1, 0))`, client.String()); err != nil {
		return fmt.Errorf("wait for the client's lock: %w", err)
	}
	return Refresh(ctx, tx, client)
}

// rows are a standing as keep_pathway takes it.
func rows(s Standing) (projection, steps, tasks []byte, err error) {
	p := projected{Stage: s.Stage.String(), DeskLabel: s.Desk, Paused: s.Paused, ChangesAt: s.ChangesAt}
	list, open := []stepRow{}, []taskRow{}
	for i, step := range s.Steps {
		if i == 0 {
			p.OwnerRole, p.OwnerStaff, p.Next = step.Owner, step.Staff, deskNext(step)
			p.Since, p.Due = step.Since, step.Due
		}
		list = append(list, stepRowOf(step))
		if step.Task() {
			open = append(open, taskRowOf(step))
		}
	}
	for _, part := range []struct {
		into *[]byte
		from any
	}{{&projection, p}, {&steps, list}, {&tasks, open}} {
		text, failed := json.Marshal(part.from)
		*part.into, err = text, errors.Join(err, failed)
	}
	return projection, steps, tasks, err
}
