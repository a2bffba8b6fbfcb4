package course

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/eligibility"
)

// Restart opens a new course after a closed one. Who cared before is named again
// where they still work here; a new decision is needed, consents in the current
// text count (protocol 7).
func (s Service) Restart(ctx context.Context, person, id uuid.UUID, r RestartEntry) error {
	if err := r.Check(); err != nil {
		return err
	}
	return s.DB.Write(ctx, []uuid.UUID{person}, func(tx *db.Tx) (audit.Event, error) {
		b := db.NewBatch(tx)
		found, before := client.QueueClient(b, person), QueueCourses(b, person)
		if err := b.Send(ctx); err != nil {
			return audit.Event{}, err
		}
		if _, err := found.One(); err != nil {
			return audit.Event{}, err
		}
		if err := checkReapply(ctx, tx, person); err != nil {
			return audit.Event{}, err
		}
		o := Opening{Kind: r.Kind, ReferredBy: r.ReferredBy}
		if last, found := before.Maybe(); found {
			named := NamingEntry{PrescriberID: last.PrescriberID, TherapistID: last.TherapistID}
			if err := checkNaming(ctx, tx, named); err == nil {
				o.PrescriberID, o.TherapistID = named.PrescriberID, named.TherapistID
			}
		}
		return audit.Did("course.opened", person, "course", id), Open(ctx, tx, person, id, o)
	})
}

// checkReapply reads the client's latest decision for the whole clinic: the front desk
// opens courses and sees no decision.
func checkReapply(ctx context.Context, tx *db.Tx, client uuid.UUID) error {
	return tx.WholeClinic(ctx, "booking", func() error {
		b := db.NewBatch(tx)
		decisions, today := eligibility.QueueDecisionsAt(b, client, tx.Now), queueToday(b)
		if err := b.Send(ctx); err != nil {
			return err
		}
		now, err := today.One()
		if err != nil {
			return err
		}
		return tooEarly(tx.Actor, eligibility.ReapplyFrom(decisions.All()), now)
	})
}
