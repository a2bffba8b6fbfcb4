package schedule

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/calendar"
	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/task"
)

// change runs fn on a talk visit that the actor may change.
func (s Service) change(ctx context.Context, person, id uuid.UUID, event string, fn func(*db.Tx, Visit) error) error {
	err := s.DB.Write(ctx, []uuid.UUID{person}, func(tx *db.Tx) (ev audit.Event, err error) {
		v, err := Find(ctx, tx, person, id)
		if err != nil {
			return ev, err
		}
		if err := notDosing(v); err != nil {
			return ev, err
		}
		if err := v.MayChange(tx.Actor); err != nil {
			return ev, err
		}
		if err := fn(tx, v); err != nil {
			return ev, err
		}
		return audit.Did(event, person, "appointment", id), task.Close(ctx, tx, person, task.BookIntegration, FactOf(v), "seen to")
	})
	return Explain(ctx, s.DB, err)
}

// FactOf is a visit as a task is about it.
func FactOf(v Visit) task.Fact { return task.Fact{Kind: "appointment", ID: v.ID} }

// Confirm makes a tentative talk visit a confirmed one.
func (s Service) Confirm(ctx context.Context, person, id uuid.UUID) error {
	return s.change(ctx, person, id, "appointment.confirmed", func(tx *db.Tx, v Visit) error {
		return ConfirmIn(ctx, tx, v)
	})
}

// ConfirmIn confirms a visit inside another act; the course asks its rules first.
func ConfirmIn(ctx context.Context, tx *db.Tx, v Visit) error {
	if v.Status != Tentative {
		return problem.Newf(problem.Conflict, "This visit is marked %q; there is nothing to confirm.", v.Status.Words())
	}
	if v.EndsAt.Before(tx.Now) {
		return problem.New(problem.Conflict, "The time of this visit has passed. Move it to one that lies ahead.")
	}
	return SetStatus(ctx, tx, v.ClientID, v.ID, Confirmed)
}

// Move gives a talk visit another time, person or room.
func (s Service) Move(ctx context.Context, person, id uuid.UUID, m MoveEntry) error {
	return s.change(ctx, person, id, "appointment.moved", func(tx *db.Tx, v Visit) error {
		a, err := Moved(ctx, tx, v, m)
		if err != nil {
			return err
		}
		if err := MayBook(tx.Actor, v.Kind, a.StaffID); err != nil {
			return err
		}
		if err := suited(ctx, tx, a); err != nil {
			return err
		}
		if err := s.mayIntegrate(ctx, tx, a, m.Reason); err != nil {
			return err
		}
		return MoveTo(ctx, tx, v, a, m.Reason)
	})
}

// Moved is a visit at the time somebody typed, where it may be moved at all.
func Moved(ctx context.Context, tx *db.Tx, v Visit, m MoveEntry) (Appointment, error) {
	if err := v.mustBeAhead("moved"); err != nil {
		return Appointment{}, err
	}
	zone, err := Zone(ctx, tx)
	if err != nil {
		return Appointment{}, err
	}
	a, err := m.Moved(v, zone)
	if err != nil {
		return a, err
	}
	return a, AheadOnly(a.StartsAt, tx.Now)
}

// Extend lets a visit of any kind end later, where its client, person and room are free:
// what a latest start or a booster asks the front desk for. Its day stays, so no rule of
// the course has to look at it again.
func (s Service) Extend(ctx context.Context, person, id uuid.UUID, e ExtensionEntry) error {
	err := s.DB.Write(ctx, []uuid.UUID{person}, func(tx *db.Tx) (ev audit.Event, err error) {
		v, err := Find(ctx, tx, person, id)
		if err != nil {
			return ev, err
		}
		if err := v.MayChange(tx.Actor); err != nil {
			return ev, err
		}
		a, err := e.Extended(v, tx.Now)
		if err != nil {
			return ev, err
		}
		return audit.Did("appointment.extended", person, "appointment", id), extendTo(ctx, tx, a)
	})
	return Explain(ctx, s.DB, err)
}

func extendTo(ctx context.Context, tx *db.Tx, a Appointment) error {
	if _, err := free(ctx, tx, a); err != nil {
		return laterField(err)
	}
	if err := updateAppointment(ctx, tx, a); err != nil {
		return err
	}
	if err := release(ctx, tx, a.ID); err != nil {
		return err
	}
	return hold(ctx, tx, a)
}

// laterField shows who is busy beside the minutes, which are all that is asked.
func laterField(err error) error {
	refused, ok := problem.As(err)
	if !ok {
		return err
	}
	var f problem.Fields
	for _, one := range refused.Fields {
		f.Add("minutes", "%s", one.Message)
	}
	return &problem.Error{Kind: refused.Kind, Message: refused.Message, Fields: f}
}

// Cancel cancels a talk visit; the notice is counted to its start.
func (s Service) Cancel(ctx context.Context, person, id uuid.UUID, c CancelEntry) error {
	if err := c.Check(); err != nil {
		return err
	}
	return s.change(ctx, person, id, "appointment.cancelled", func(tx *db.Tx, v Visit) error {
		return CancelIn(ctx, tx, v, c)
	})
}

// Arrive notes that the client is here, whatever the visit is for. Whoever is on
// duty meanwhile joins the care team of a dosing.
func (s Service) Arrive(ctx context.Context, person, id uuid.UUID) error {
	return s.DB.Write(ctx, []uuid.UUID{person}, func(tx *db.Tx) (ev audit.Event, err error) {
		v, err := Find(ctx, tx, person, id)
		if err != nil {
			return ev, err
		}
		if err := v.mustBeAhead("marked as arrived"); err != nil {
			return ev, err
		}
		onDuty, err := v.isToday(ctx, tx)
		if err != nil {
			return ev, err
		}
		if err := v.mustBeConfirmed(); err != nil {
			return ev, err
		}
		if err := mark(ctx, tx, v, Arrived); err != nil {
			return ev, err
		}
		return audit.Did("appointment.arrived", person, "appointment", id), client.JoinDuty(ctx, tx, v.visited(), onDuty)
	})
}

// isToday refuses a visit of another day, and answers who is on duty.
func (v Visit) isToday(ctx context.Context, tx *db.Tx) (onDuty []uuid.UUID, err error) {
	b := db.NewBatch(tx)
	named, duty := QueueZone(b), queueOnDuty(b, v.Appointment)
	if err := b.Send(ctx); err != nil {
		return nil, err
	}
	name, err := named.One()
	if err != nil {
		return nil, err
	}
	zone, err := calendar.Zone(name)
	if err != nil {
		return nil, err
	}
	if !v.On(tx.Now, zone) {
		return nil, problem.Newf(problem.Conflict, "This visit is on %s, not today. Move it first.", v.StartsAt.In(zone).Format("Mon Jan 2"))
	}
	return duty.All(), nil
}

// NoShow notes that the client did not come to a talk visit.
func (s Service) NoShow(ctx context.Context, person, id uuid.UUID) error {
	return s.change(ctx, person, id, "appointment.missed", func(tx *db.Tx, v Visit) error {
		return NoShowIn(ctx, tx, v)
	})
}

// NoShowIn notes that the client did not come, once the visit has begun.
func NoShowIn(ctx context.Context, tx *db.Tx, v Visit) error {
	if err := v.mustBeAhead("marked as missed"); err != nil {
		return err
	}
	if tx.Now.Before(v.StartsAt) {
		return problem.New(problem.Conflict, "The visit has not begun yet. If the client has said that they will not come, cancel it.")
	}
	if err := mark(ctx, tx, v, NoShow); err != nil {
		return err
	}
	return askMissed(ctx, tx, v)
}
