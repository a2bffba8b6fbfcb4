package medication

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/sign"
)

// DraftOrder stores an order that is whole, to be read again and signed.
func (s Service) DraftOrder(ctx context.Context, client, id uuid.UUID, t PrescriptionEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		o, err := whole(ctx, tx, client, t)
		if err != nil {
			return ev, err
		}
		return audit.Did("prescription.drafted", client, "prescription", id), insertOrder(ctx, tx, client, id, o)
	})
}

// ChangeOrder writes a draft anew; only its author does.
func (s Service) ChangeOrder(ctx context.Context, client, id uuid.UUID, t PrescriptionEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		draft, err := order(ctx, tx, client, id)
		if err != nil {
			return ev, err
		}
		if err := draft.MayChange(tx.Actor.Staff); err != nil {
			return ev, err
		}
		o, err := whole(ctx, tx, client, t)
		if err != nil {
			return ev, err
		}
		return audit.Did("prescription.changed", client, "prescription", id), updateOrder(ctx, tx, client, id, o)
	})
}

// whole checks what was typed against course, decision and protocol.
func whole(ctx context.Context, tx *db.Tx, client uuid.UUID, t PrescriptionEntry) (o Prescription, err error) {
	bench, err := benchOf(ctx, tx, tx.Now, client)
	if err != nil {
		return o, err
	}
	if err := bench.mayOrder(); err != nil {
		return o, err
	}
	p := t.order(title(tx), bench.Today, bench.Protocol)
	var f problem.Fields
	_ = f.Join("", p.Check(bench.Today, tx.Now, bench.Protocol)) // a problem with fields, always
	p.checkHolds(&f, bench.Protocol)
	if err := f.Err(); err != nil {
		return o, err
	}
	o = Prescription{CourseID: bench.CourseID, DecisionID: &bench.Decision.ID, Order: p}
	if t.Supersedes != uuid.Nil {
		if _, err := order(ctx, tx, client, t.Supersedes); err != nil {
			return o, err
		}
		o.Supersedes = &t.Supersedes
	}
	return o, o.checkBeside(bench.Orders, bench.Today)
}

func title(tx *db.Tx) string {
	if tx.Actor.Credentials == "" {
		return tx.Actor.Name
	}
	return tx.Actor.Name + ", " + tx.Actor.Credentials
}

// SignOrder puts an order in force as it was shown and ends the one it supersedes.
func (s Service) SignOrder(ctx context.Context, client, id uuid.UUID, shown string) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		o, err := order(ctx, tx, client, id)
		if err != nil {
			return ev, err
		}
		if err := o.MayChange(tx.Actor.Staff); err != nil {
			return ev, err
		}
		bench, err := benchOf(ctx, tx, tx.Now, client)
		if err != nil {
			return ev, err
		}
		if err := bench.stands(o, tx.Now); err != nil {
			return ev, err
		}
		if err := sign.Sign(ctx, tx, o.Document(client), sign.Author, shown); err != nil {
			return ev, err
		}
		if err := sealOrder(ctx, tx, client, id); err != nil || o.Supersedes == nil {
			return audit.Did("prescription.signed", client, "prescription", id), err
		}
		_, err = endOrder(ctx, tx, client, *o.Supersedes, "superseded")
		return audit.Did("prescription.signed", client, "prescription", id), err
	})
}

// stands: the order still holds, and the decision it was written under is in force.
func (b Bench) stands(o Prescription, now time.Time) error {
	if err := b.mayOrder(); err != nil {
		return err
	}
	if o.CourseID != b.CourseID || o.DecisionID == nil || *o.DecisionID != b.Decision.ID {
		return problem.New(problem.Conflict, "Another decision is in force since this order was written. Open it with Change and save it again.")
	}
	p := o.Order
	if !p.IssuedOn.Equal(b.Today) {
		return problem.New(problem.Conflict, "This order was written on another day. Open it with Change and save it again with today's date.")
	}
	if err := p.Check(b.Today, now, b.Protocol); err != nil {
		return err
	}
	return o.checkBeside(b.Orders, b.Today)
}

// EndOrder ends an order before its day, with the reason.
func (s Service) EndOrder(ctx context.Context, client, id uuid.UUID, e EndingEntry) error {
	if err := e.Check(); err != nil {
		return err
	}
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		if _, err := order(ctx, tx, client, id); err != nil {
			return ev, err
		}
		ended, err := endOrder(ctx, tx, client, id, e.Reason)
		if err == nil && !ended {
			err = problem.New(problem.Conflict, "This order is not in force: it is a draft, or it has ended already.")
		}
		return audit.Did("prescription.ended", client, "prescription", id), err
	})
}
