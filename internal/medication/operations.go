package medication

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/eligibility"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/sign"
)

// Service holds orders and the client's lozenge supply.
type Service struct{ DB *db.DB }

// Bench is what an order is written from.
type Bench struct {
	CourseID  uuid.UUID
	Today     time.Time // calendar day in the clinic's zone
	Protocol  protocol.Body
	Approved  bool
	Decision  eligibility.Recorded // in force; see Eligible
	Eligible  bool
	Weight    Weight
	Medicines []client.Medicine
	Orders    []Ordered // every order, the latest first
}

// Bench reads it; no open course is a Conflict.
func (s Service) Bench(ctx context.Context, of uuid.UUID) (bench Bench, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		bench, err = benchOf(ctx, v, of)
		return err
	})
	return bench, err
}

func benchOf(ctx context.Context, r db.Reader, of uuid.UUID) (bench Bench, err error) {
	b := db.NewBatch(r)
	where, weights, version := queueSetting(b, of), queueWeights(b, of), protocol.QueueInForce(b)
	decision, medicines, orders := eligibility.QueueInForce(b, of), client.QueueMedicines(b, of), QueuePrescriptions(b, of)
	if err := b.Send(ctx); err != nil {
		return bench, err
	}
	s, open := where.Maybe()
	if !open {
		return bench, problem.New(problem.Conflict, "There is no open course for this client. Open one first.")
	}
	bench = Bench{CourseID: s.CourseID, Today: s.Today, Protocol: protocol.Default(), Weight: weightOf(weights.All()),
		Medicines: medicines.All(), Orders: orders.All()}
	if v, found := version.Maybe(); found {
		bench.Protocol, bench.Approved = v.Body, true
	}
	bench.Decision, bench.Eligible = decision.Maybe()
	return bench, nil
}

// mayOrder refuses an order without protocol or decision in force.
func (b Bench) mayOrder() error {
	if !b.Approved {
		return protocol.NotApproved()
	}
	if !b.Eligible {
		return problem.New(problem.Conflict, "No eligibility decision is in force for this client. Decide and sign first, then prescribe.")
	}
	return nil
}

// Read is an order with what is shown beside it.
type Read struct {
	Order      Ordered
	Signatures []sign.Signature
	Weight     Weight
	Today      time.Time
	Protocol   protocol.Body
	Warnings   []string // about the most of one session; they refuse nothing
}

// Prescription reads one.
func (s Service) Prescription(ctx context.Context, client, id uuid.UUID) (r Read, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		one, signatures, weights := queueOrder(b, client, id), sign.Read(b, client, "prescription", id), queueWeights(b, client)
		version, today := protocol.QueueInForce(b), queueToday(b)
		if err := b.Send(ctx); err != nil {
			return err
		}
		if r.Order, err = one.One(); err != nil {
			return err
		}
		r.Signatures, r.Weight, r.Protocol = signatures.All(), weightOf(weights.All()), protocol.Default()
		if v, found := version.Maybe(); found {
			r.Protocol = v.Body
		}
		r.Today, err = today.One()
		r.Warnings = Warnings(r.Order.Max(), r.Weight, r.Today, r.Protocol)
		return err
	})
	return r, err
}

// Prescriptions are every order of the client, the latest first, with the clinic's day.
func (s Service) Prescriptions(ctx context.Context, client uuid.UUID) (orders []Ordered, today time.Time, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		rows, day := QueuePrescriptions(b, client), queueToday(b)
		if err := b.Send(ctx); err != nil {
			return err
		}
		orders = rows.All()
		today, err = day.One()
		return err
	})
	return orders, today, err
}

func queueToday(b *db.Batch) *db.Rows[time.Time] {
	return db.Queue[time.Time](b, `
		select (app_now() at time zone zone)::date
		from clinic
		where id = app_clinic()`)
}

// DraftOrder stores an order that is whole, to be read again and signed.
func (s Service) DraftOrder(ctx context.Context, client, id uuid.UUID, t Typed) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		o, err := whole(ctx, tx, client, t)
		if err != nil {
			return ev, err
		}
		return audit.Did("prescription.drafted", client, "prescription", id), insertOrder(ctx, tx, client, id, o)
	})
}

// ChangeOrder writes a draft anew; only its author does.
func (s Service) ChangeOrder(ctx context.Context, client, id uuid.UUID, t Typed) error {
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
func whole(ctx context.Context, tx *db.Tx, client uuid.UUID, t Typed) (o Ordered, err error) {
	bench, err := benchOf(ctx, tx, client)
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
	o = Ordered{CourseID: bench.CourseID, DecisionID: &bench.Decision.ID, Prescription: p}
	if t.Supersedes != uuid.Nil {
		if _, err := order(ctx, tx, client, t.Supersedes); err != nil {
			return o, err
		}
		o.Supersedes = &t.Supersedes
	}
	return o, nil
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
		bench, err := benchOf(ctx, tx, client)
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
func (b Bench) stands(o Ordered, now time.Time) error {
	if err := b.mayOrder(); err != nil {
		return err
	}
	if o.CourseID != b.CourseID || o.DecisionID == nil || *o.DecisionID != b.Decision.ID {
		return problem.New(problem.Conflict, "Another decision is in force since this order was written. Open it with Change and save it again.")
	}
	p := o.Prescription
	p.Visit.Mode = eligibility.Here // looked at on the day of issue, when it was written
	if !p.IssuedOn.Equal(b.Today) {
		return problem.New(problem.Conflict, "This order was written on another day. Open it with Change and save it again with today's date.")
	}
	return p.Check(b.Today, now, b.Protocol)
}

// EndOrder ends an order before its day, with the reason.
func (s Service) EndOrder(ctx context.Context, client, id uuid.UUID, e Ending) error {
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
