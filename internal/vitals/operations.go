package vitals

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/protocol"
)

// Service records readings on days without a dosing session; those of a session are
// dosing's.
type Service struct{ DB *db.DB }

// RecordVitals keeps a reading taken at a visit.
func (s Service) RecordVitals(ctx context.Context, client, id uuid.UUID, t Typed) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		r, err := Judge(ctx, tx, client, id, t)
		if err != nil {
			return ev, err
		}
		return audit.Did("vitals.recorded", client, "vitals", id), Add(ctx, tx, client, uuid.Nil, r, t.Words, nil)
	})
}

// Judge reads and judges what was typed by the clinic's protocol and what is known of
// the client, for whoever keeps the reading in the same transaction.
func Judge(ctx context.Context, tx *db.Tx, client, id uuid.UUID, t Typed) (Reading, error) {
	b := db.NewBatch(tx)
	version, sizes := protocol.QueueInForce(b), QueueSizes(b, client, tx.Now)
	if err := b.Send(ctx); err != nil {
		return Reading{}, err
	}
	if err := mayTest(tx.Actor, t.Sedation); err != nil {
		return Reading{}, err
	}
	v, found := version.Maybe()
	if !found {
		return Reading{}, protocol.NotApproved()
	}
	if !slotKnown(t.Slot, v.Body.Timing) {
		return Reading{}, problem.At("slot", "Choose one of the planned readings, or that it is none of them.")
	}
	r, err := t.Judged(v.Body.Vitals, EarlierOf(sizes.All()), tx.Actor.Staff, tx.Now)
	r.ID = id
	return r, err
}

// slotKnown says whether a reading may name this slot; none is unscheduled.
func slotKnown(slot string, t protocol.Timing) bool {
	for _, s := range t.Slots {
		if s.Name == slot {
			return true
		}
	}
	return slices.Contains([]string{"", Unscheduled, protocol.LeavingSlot, t.Booster.Name}, slot)
}
