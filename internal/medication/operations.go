package medication

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/eligibility"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/sign"
	"kap/internal/vitals"
)

// Service holds orders and the client's lozenge supply.
type Service struct{ DB *db.DB }

// Bench is what an order is written from.
type Bench struct {
	CourseID  uuid.UUID
	Today     time.Time // calendar day in the clinic's zone
	Protocol  protocol.Body
	Approved  bool
	Decision  eligibility.Decision // signed last; see Eligible
	Eligible  bool
	Weight    Weight
	Medicines []client.Medicine
	Orders    []Prescription // every order, the latest first
}

// Bench reads it; no open course is a Conflict.
func (s Service) Bench(ctx context.Context, of uuid.UUID) (bench Bench, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		bench, err = benchOf(ctx, v, v.Now, of)
		return err
	})
	return bench, err
}

func benchOf(ctx context.Context, r db.Reader, at time.Time, of uuid.UUID) (bench Bench, err error) {
	b := db.NewBatch(r)
	where, sizes, version := queueSetting(b, of), vitals.QueueSizes(b, of, at), protocol.QueueInForce(b)
	decision, medicines, orders := eligibility.QueueLatest(b, of), client.QueueMedicines(b, of, at), QueuePrescriptions(b, of)
	if err := b.Send(ctx); err != nil {
		return bench, err
	}
	s, open := where.Maybe()
	if !open {
		return bench, problem.New(problem.Conflict, "There is no open course for this client. Open one first.")
	}
	bench = Bench{CourseID: s.CourseID, Today: s.Today, Protocol: protocol.Default(), Weight: weightOf(sizes.All()),
		Medicines: medicines.All(), Orders: orders.All()}
	if v, found := version.Maybe(); found {
		bench.Protocol, bench.Approved = v.Body, true
	}
	bench.Decision, _ = decision.Maybe()
	bench.Eligible = bench.Decision.InForce(bench.Today)
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
	Order      Prescription
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
		one, signatures, sizes := queueOrder(b, client, id), sign.Read(b, client, "prescription", id), vitals.QueueSizes(b, client, v.Now)
		version, today := protocol.QueueInForce(b), queueToday(b)
		if err := b.Send(ctx); err != nil {
			return err
		}
		if r.Order, err = one.One(); err != nil {
			return err
		}
		r.Signatures, r.Weight, r.Protocol = signatures.All(), weightOf(sizes.All()), protocol.Default()
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
func (s Service) Prescriptions(ctx context.Context, client uuid.UUID) (orders []Prescription, today time.Time, err error) {
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
