package integration

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/readiness"
	"kap/internal/safety"
	"kap/internal/task"
)

// QueueSafetyCalls reads the attempts to call the client, the latest first.
func QueueSafetyCalls(b *db.Batch, client uuid.UUID) *db.Rows[safety.SafetyCall] {
	return db.Queue[safety.SafetyCall](b, `
		select c.id, c.session_id, c.dosing_day_id, c.at, c.outcome, c.doing, c.words, c.instruction,
		    coalesce(s.name, '') as recorded_by
		from safety_call c
		left join staff s on s.id = c.recorded_by
		where c.client_id = $1
		order by c.at desc, c.id`, client)
}

// insertCall stores one attempt; the dosing day is the session's.
func insertCall(ctx context.Context, tx *db.Tx, client, id, day uuid.UUID, c SafetyCallEntry) error {
	_, err := db.Exec(ctx, tx, `
		insert into safety_call (id, client_id, session_id, dosing_day_id, `+db.Columns[SafetyCall]()+`)
		values (@id, @client, @session, @day, `+db.Values[SafetyCall]()+`)`,
		db.Named(c.SafetyCall, "id", id, "client", client, "session", c.Session, "day", day))
	if err != nil {
		return fmt.Errorf("store safety call: %w", err)
	}
	return nil
}

// SafetyCallEntry is a safety call as it is typed in.
type SafetyCallEntry struct {
	SafetyCall
	Session uuid.UUID `form:"session"` // the dosing session; zero: after a risk check
}

// CallSafety records one attempt to reach the client. The risk check made in the call is
// the latest of its day. Reached, the calls that were due by that day are done.
func (s Service) CallSafety(ctx context.Context, client, id uuid.UUID, c SafetyCallEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		b := db.NewBatch(tx)
		check, clock, about := safety.QueueCheckOn(b, client, c.At), queueWhere(b, client, c.At), readiness.QueueSession(b, client, c.Session)
		due, next := task.QueueOpen(b, client, task.SafetyCall), task.QueueOpen(b, client, task.NextDayCall)
		if err := b.Send(ctx); err != nil {
			return ev, err
		}
		where, err := clock.One()
		if err != nil {
			return ev, err
		}
		session, found := about.Maybe()
		if !found && c.Session != uuid.Nil {
			return ev, problem.Missing()
		}
		if made, found := check.Maybe(); found {
			c.RiskCheck = made.ID
		}
		if err := c.Check(tx.Now); err != nil {
			return ev, err
		}
		if err := insertCall(ctx, tx, client, id, session.DosingDay, c); err != nil {
			return ev, err
		}
		ev = audit.Did("safety_call.recorded", client, "safety_call", id)
		if !c.Closes() {
			return ev, nil
		}
		return ev, reached(ctx, tx, client, append(next.All(), due.All()...), where.DayEnds)
	})
}

// reached closes the calls that were due by the end of the call's day: one made on the
// dosing day, or on the day of a risk check, does not stand for the next day's.
func reached(ctx context.Context, tx *db.Tx, client uuid.UUID, open []task.Task, dayEnds time.Time) error {
	for _, t := range open {
		if t.Due == nil || t.Due.After(dayEnds) {
			continue
		}
		fact := task.Fact{Kind: t.FactKind}
		if t.Fact != nil {
			fact.ID = *t.Fact
		}
		if err := task.Close(ctx, tx, client, t.Kind, fact, "reached"); err != nil {
			return err
		}
	}
	return nil
}

// CheckToday is the latest risk check of today, nil for none.
func (s Service) CheckToday(ctx context.Context, client uuid.UUID) (check *safety.RiskCheck, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		today := safety.QueueCheckOn(b, client, v.Now)
		err := b.Send(ctx)
		check = today.OrNil()
		return err
	})
	return check, err
}
