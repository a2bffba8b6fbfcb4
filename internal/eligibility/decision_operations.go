package eligibility

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/measure"
	"kap/internal/safety"
	"kap/internal/sign"
	"kap/internal/vitals"
)

// Ground is what is shown while a decision is written.
type Ground struct {
	Basis
	Measures  []measure.Response // the latest of each
	Medicines []client.Medicine
	Decisions []Decision         // earlier ones and drafts, the latest first
	Plan      *safety.SafetyPlan // the safety plan that holds; nil: none
}

// Ground reads it.
func (s Service) Ground(ctx context.Context, of uuid.UUID) (g Ground, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		if g.Basis, err = s.basis(ctx, v, v.Now, of); err != nil {
			return err
		}
		b := db.NewBatch(v)
		responses, medicines, decisions := measure.QueueResponses(b, of, v.Now), client.QueueMedicines(b, of, v.Now), QueueDecisions(b, of)
		plan := safety.QueuePlan(b, of, v.Now)
		err := b.Send(ctx)
		g.Measures, g.Medicines, g.Decisions = measure.Latest(responses.All()), medicines.All(), decisions.All()
		g.Plan = plan.OrNil()
		return err
	})
	return g, err
}

// Read is a decision with what came of it.
type Read struct {
	Decision   Decision
	Met        []ConditionMet
	Asked      []Request
	Signatures []sign.Signature
	Latest     bool      // no decision was signed after it
	Measured   time.Time // when a blood pressure was last measured here; zero: never
}

// Decision reads one.
func (s Service) Decision(ctx context.Context, client, id uuid.UUID) (r Read, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		one, latest := queueDecision(b, client, id), QueueLatest(b, client)
		met, asked, signatures := QueueMet(b, client), QueueAsked(b, client), sign.Read(b, client, "eligibility_decision", id)
		pressures := vitals.QueueResting(b, client, v.Now)
		if err := b.Send(ctx); err != nil {
			return err
		}
		l, found := latest.Maybe()
		r.Latest, r.Signatures = found && l.ID == id, signatures.All()
		r.Measured = vitals.MeasuredHere(pressures.All())
		r.keep(id, met.All(), asked.All())
		r.Decision, err = one.One()
		return err
	})
	return r, err
}

func (r *Read) keep(decision uuid.UUID, met []ConditionMet, asked []Request) {
	for _, m := range met {
		if m.DecisionID == decision {
			r.Met = append(r.Met, m)
		}
	}
	for _, a := range asked {
		if a.DecisionID == decision {
			r.Asked = append(r.Asked, a)
		}
	}
}

// DraftDecision stores a decision that is whole, to be read again and signed.
func (s Service) DraftDecision(ctx context.Context, client, id uuid.UUID, t DecisionEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		r, err := s.decided(ctx, tx, client, t)
		if err != nil {
			return ev, err
		}
		if err := insertDecision(ctx, tx, client, id, r); err != nil {
			return ev, err
		}
		return audit.Did("decision.drafted", client, "eligibility_decision", id), askFor(ctx, tx, client, id, r.Requests)
	})
}

// ChangeDraft writes a draft anew; only its author does.
func (s Service) ChangeDraft(ctx context.Context, client, id uuid.UUID, t DecisionEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		draft, err := decision(ctx, tx, client, id)
		if err != nil {
			return ev, err
		}
		if err := draft.MayChange(tx.Actor.Staff); err != nil {
			return ev, err
		}
		r, err := s.decided(ctx, tx, client, t)
		if err != nil {
			return ev, err
		}
		if err := updateDecision(ctx, tx, client, id, r); err != nil {
			return ev, err
		}
		return audit.Did("decision.changed", client, "eligibility_decision", id), askFor(ctx, tx, client, id, r.Requests)
	})
}

// decided checks what was typed against what it rests on.
func (s Service) decided(ctx context.Context, tx *db.Tx, client uuid.UUID, t DecisionEntry) (Decision, error) {
	b, err := s.basis(ctx, tx, tx.Now, client)
	if err != nil {
		return Decision{}, err
	}
	d := t.decide(b.Protocol, tx.Actor.Staff, tx.Now)
	if err := b.check(d); err != nil {
		return Decision{}, err
	}
	return b.decision(d), nil
}

// SignDecision puts a decision in force as it was shown, with everything that follows
// from it, in one transaction.
func (s Service) SignDecision(ctx context.Context, client, id uuid.UUID, shown string) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		r, err := decision(ctx, tx, client, id)
		if err != nil {
			return ev, err
		}
		if err := r.MayChange(tx.Actor.Staff); err != nil {
			return ev, err
		}
		b, err := s.basis(ctx, tx, tx.Now, client)
		if err != nil {
			return ev, err
		}
		if err := b.mayBeSigned(r); err != nil {
			return ev, err
		}
		if err := sign.Sign(ctx, tx, r.Document(client), sign.Author, shown); err != nil {
			return ev, err
		}
		if err := sealDecision(ctx, tx, client, id); err != nil {
			return ev, err
		}
		return audit.Did("decision.signed", client, "eligibility_decision", id), s.follows(ctx, tx, client, r, b)
	})
}

// mayBeSigned: the ground stands, and the decision still holds on it today.
func (b Basis) mayBeSigned(r Decision) error {
	if err := b.stands(r); err != nil {
		return err
	}
	return b.check(r.Ruling)
}
