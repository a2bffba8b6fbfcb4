package integration

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/safety"
	"kap/internal/task"
)

// CallEntry is a safety call as it is typed in.
type CallEntry struct {
	SafetyCall
	Session uuid.UUID `form:"session"` // the dosing session; zero: after a risk check
}

// CallSafety records one attempt to reach the client. The risk check made in the call is
// the latest of its day. Reached, the calls that were due are done.
func (s Service) CallSafety(ctx context.Context, client, id uuid.UUID, c CallEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		b := db.NewBatch(tx)
		check, due, clock := safety.QueueCheckOn(b, client, c.At), task.QueueOpen(b, client, task.NextDayCall), queueWhere(b, client)
		if err := b.Send(ctx); err != nil {
			return ev, err
		}
		today, err := clock.One()
		if err != nil {
			return ev, err
		}
		if made, found := check.Maybe(); found {
			c.RiskCheck = made.ID
		}
		if err := c.Check(tx.Now); err != nil {
			return ev, err
		}
		if err := insertCall(ctx, tx, client, id, c); err != nil {
			return ev, err
		}
		ev = audit.Did("safety_call.recorded", client, "safety_call", id)
		if !c.Closes() {
			return ev, nil
		}
		return ev, reached(ctx, tx, client, due.All(), today)
	})
}

// reached closes the safety call and the calls due by today; one that a risk check of
// today asked for is tomorrow's.
func reached(ctx context.Context, tx *db.Tx, client uuid.UUID, due []task.Task, today where) error {
	for _, t := range due {
		if t.Due == nil || t.Due.After(today.DayEnds) || t.Fact == nil {
			continue
		}
		if err := task.Close(ctx, tx, client, task.NextDayCall, task.Fact{Kind: t.FactKind, ID: *t.Fact}, "reached"); err != nil {
			return err
		}
	}
	return task.CloseEvery(ctx, tx, client, task.SafetyCall, "reached")
}

// CheckToday is the latest risk check of today, nil for none.
func (s Service) CheckToday(ctx context.Context, client uuid.UUID) (check *safety.Checked, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		today := safety.QueueCheckOn(b, client, v.Now)
		err := b.Send(ctx)
		check = maybe(today)
		return err
	})
	return check, err
}
