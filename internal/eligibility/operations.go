package eligibility

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/pause"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/schedule"
	"kap/internal/sign"
	"kap/internal/task"
	"kap/internal/vitals"
)

// Service holds consultations and decisions.
type Service struct {
	DB *db.DB
	// What the course, a later step, knows and does; app gives it. Doses are read on a batch
	// and there after Send. Settled lets the course go by the protocol
	// of a decision that authorizes, and confirms the bookings that waited for it. Declined
	// closes the course.
	Doses    func(b *db.Batch, client uuid.UUID) func() []Dose
	Settled  func(ctx context.Context, tx *db.Tx, client, course uuid.UUID, version int) error
	Declined func(ctx context.Context, tx *db.Tx, client, course uuid.UUID) error
}

// Overview is everything of a client's eligibility, the latest first.
type Overview struct {
	Consultations []Consultation
	Decisions     []Decision
	Left          Left
	Authorized    bool // Left is of a decision that authorizes
}

// Overview reads it.
func (s Service) Overview(ctx context.Context, client uuid.UUID) (o Overview, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		consultations, decisions, latest := QueueConsultations(b, client), QueueDecisions(b, client), QueueLatest(b, client)
		doses := s.Doses(b, client)
		err := b.Send(ctx)
		o.Consultations, o.Decisions = consultations.All(), decisions.All()
		if d, found := latest.Maybe(); found && d.Kind.Authorizes() {
			o.Left, o.Authorized = d.Left(doses()), true
		}
		return err
	})
	return o, err
}

// Opened is a consultation with what its page shows beside it.
type Opened struct {
	Consultation Consultation
	Signatures   []sign.Signature
	Protocol     protocol.Body
	Facts        Facts           // of the computed criteria, as they are now
	Missing      []problem.Field // what a draft still needs before it can be signed
	Booked       VisitMode       // of the visit a new one is held at; empty: not known
	Draft        *Consultation   // the actor's own of the open course, of a page that would begin another; nil for none
}

// Consultation reads one.
func (s Service) Consultation(ctx context.Context, client, id uuid.UUID) (o Opened, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		one, signatures := queueConsultation(b, client, id), sign.Read(b, client, "consultation", id)
		version, standing := protocol.QueueInForce(b), queueStanding(b, client)
		sizes, pressures, doses := vitals.QueueSizes(b, client, v.Now), vitals.QueueResting(b, client, v.Now), s.Doses(b, client)
		if err := b.Send(ctx); err != nil {
			return err
		}
		o.Signatures, o.Protocol = signatures.All(), protocol.BodyOf(version)
		where, _ := standing.Maybe()
		o.Facts = facts(where, sizes.All(), pressures.All())
		if o.Consultation, err = one.One(); err == nil && o.Consultation.Draft() {
			o.Missing = missing(o.Consultation.MaySign(Taken(doses(), where.CourseID), where.Today, o.Protocol))
		}
		return err
	})
	return o, err
}

func missing(err error) []problem.Field {
	if p, ok := problem.As(err); ok {
		return p.Fields
	}
	return nil
}

// Fresh is what a new consultation starts from: the answers of the one signed last,
// to be gone through again, at the visit it is held at (zero: at none).
func (s Service) Fresh(ctx context.Context, client, visit uuid.UUID) (o Opened, before *Consultation, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		last, draft, version := queueLastSigned(b, client), queueOwnDraft(b, client), protocol.QueueInForce(b)
		standing, sizes, pressures := queueStanding(b, client), vitals.QueueSizes(b, client, v.Now), vitals.QueueResting(b, client, v.Now)
		booked := schedule.QueueVisit(b, client, visit)
		if err := b.Send(ctx); err != nil {
			return err
		}
		where, _ := standing.Maybe()
		o.Facts, o.Protocol = facts(where, sizes.All(), pressures.All()), protocol.BodyOf(version)
		at, _ := booked.Maybe()
		o.Booked = Booked(at.VisitMode)
		before, o.Draft = last.OrNil(), draft.OrNil()
		return nil
	})
	return o, before, err
}

// StartConsultation stores a draft; it may miss anything.
func (s Service) StartConsultation(ctx context.Context, client, id uuid.UUID, e ConsultationEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		if err := e.Check(tx.Now); err != nil {
			return ev, err
		}
		basis, err := s.basis(ctx, tx, tx.Now, client)
		if err != nil {
			return ev, err
		}
		return audit.Did("consultation.drafted", client, "consultation", id),
			insertConsultation(ctx, tx, client, basis.CourseID, id, e)
	})
}

// KeepConsultation changes a draft; only its author does, from the version they saw.
func (s Service) KeepConsultation(ctx context.Context, client, id uuid.UUID, e ConsultationEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		if err := e.Check(tx.Now); err != nil {
			return ev, err
		}
		c, err := consultation(ctx, tx, client, id)
		if err != nil {
			return ev, err
		}
		if err := c.MayChange(tx.Actor.Staff); err != nil {
			return ev, err
		}
		kept, err := updateConsultation(ctx, tx, client, id, e)
		if err == nil && !kept {
			err = problem.New(problem.Conflict, "You saved this consultation in another window meanwhile. Below is what you typed here and, where it differs, what is stored; put them together and save again.")
		}
		return audit.Did("consultation.changed", client, "consultation", id), err
	})
}

// SignConsultation seals a draft as it was shown and makes a reading of what it
// measured.
func (s Service) SignConsultation(ctx context.Context, client, id uuid.UUID, shown string) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		c, err := consultation(ctx, tx, client, id)
		if err != nil {
			return ev, err
		}
		if err := c.MayChange(tx.Actor.Staff); err != nil {
			return ev, err
		}
		basis, err := s.basis(ctx, tx, tx.Now, client)
		if err != nil {
			return ev, err
		}
		if !basis.Approved {
			return ev, protocol.NotApproved()
		}
		if err := c.MaySign(basis.Taken, basis.Today, basis.Protocol); err != nil {
			return ev, err
		}
		return audit.Did("consultation.signed", client, "consultation", id), sealing(ctx, tx, client, c, basis, shown)
	})
}

func sealing(ctx context.Context, tx *db.Tx, client uuid.UUID, c Consultation, b Basis, shown string) error {
	if err := sign.Sign(ctx, tx, c.Document(client), sign.Author, shown); err != nil {
		return err
	}
	if c.Answers.Measured.Any() {
		if err := vitals.Add(ctx, tx, client, c.Answers.Measured.reading(db.NewID(), tx.Actor.Staff, c.HeldAt, b.Zone)); err != nil {
			return err
		}
	}
	if c.Suicidal() {
		if err := stopFor(ctx, tx, client, c); err != nil {
			return err
		}
	}
	if err := schedule.HeldOn(ctx, tx, client, c.Kind.Visit(), c.HeldAt); err != nil {
		return err
	}
	return sealConsultation(ctx, tx, client, c.ID, b.Protocol.Version)
}

// stopFor does at once what intent, a plan or a recent attempt asks for, told in a
// consultation (protocol E16, 4.8): the course is paused, and whoever signed, who is with the
// client, is asked for the risk check.
func stopFor(ctx context.Context, tx *db.Tx, client uuid.UUID, c Consultation) error {
	const told = "Suicidality now, told in the consultation"
	fact := pause.Fact{Kind: "consultation", ID: c.ID}
	err := pause.Open(ctx, tx, pause.Opening{Client: client, Course: c.CourseID, Kind: pause.Psychiatric, Fact: fact, Reason: told}, schedule.HoldPaused)
	if err != nil {
		return err
	}
	return task.Open(ctx, tx, task.New{Client: client, Course: c.CourseID, Kind: task.RiskCheck, What: "Check risk now", Detail: told + ".",
		Href: "/clients/" + client.String() + "/risk-checks/new", OwnerRole: auth.Prescriber, OwnerStaff: tx.Actor.Staff,
		Due: tx.Now, Urgent: true, Fact: task.Fact(fact)})
}
