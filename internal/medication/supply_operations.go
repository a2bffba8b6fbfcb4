package medication

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/pause"
	"kap/internal/problem"
	"kap/internal/staff"
)

// Supply is the client's ledger with what is on hand by it.
type Supply struct {
	Ledger    []LedgerLine // the latest line first
	OnHand    map[Strength]Units
	Strengths []Strength     // of the ledger and the orders, lowest first
	Members   []staff.Member // who can be the second person
	Orders    []Prescription // in force
}

// Supply reads it.
func (s Service) Supply(ctx context.Context, client uuid.UUID) (p Supply, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		ledger, members, orders := QueueSupply(b, client), staff.QueueMembers(b), QueuePrescription(b, client)
		err := b.Send(ctx)
		p.Ledger, p.Orders = ledger.All(), orders.All()
		p.OnHand, p.Strengths = OnHandOf(p.Ledger), strengths(ledger.All(), orders.All())
		for _, m := range members.All() {
			if m.Works() {
				p.Members = append(p.Members, m)
			}
		}
		return err
	})
	return p, err
}

// RecordSupply writes one line into the ledger. Nothing in it is ever changed; a
// correction is a line of its own.
func (s Service) RecordSupply(ctx context.Context, client, id uuid.UUID, t MovementEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		e := t.movement(tx.Actor.Staff, tx.Now)
		b := db.NewBatch(tx)
		ledger, members := QueueSupply(b, client), staff.QueueMembers(b)
		if err := b.Send(ctx); err != nil {
			return ev, err
		}
		if e.Kind == TakenLozenge {
			return ev, problem.At("kind", "What was taken comes from the session's lozenges, or from a correction.")
		}
		var f problem.Fields
		_ = f.Join("", e.Check(tx.Now)) // problems with fields, both
		_ = f.Join("", e.Against(OnHandOf(ledger.All())))
		if e.SecondPerson != uuid.Nil && !working(members.All(), e.SecondPerson) {
			f.Add("second_person", "Choose somebody who works here.")
		}
		if err := f.Err(); err != nil {
			return ev, err
		}
		if err := insertMovement(ctx, tx, client, id, uuid.Nil, uuid.Nil, t.Lot, e); err != nil {
			return ev, err
		}
		return audit.Did("supply.recorded", client, "supply_entry", id), askOfLost(ctx, tx, client, id, e)
	})
}

// askOfLost asks the prescriber about lozenges that were lost or stolen.
func askOfLost(ctx context.Context, tx *db.Tx, client, id uuid.UUID, e Movement) error {
	if e.Kind != Lost || e.Units <= 0 {
		return nil
	}
	return pause.OpenReview(ctx, tx, pause.ReviewOpening{Client: client, Kind: pause.LostLozenges,
		Fact: pause.Fact{Kind: "supply_entry", ID: id}, Reason: e.Reason})
}

func working(members []staff.Member, id uuid.UUID) bool {
	for _, m := range members {
		if m.ID == id && m.Works() {
			return true
		}
	}
	return false
}
