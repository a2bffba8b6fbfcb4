package course

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/staff"
)

// Service is what the clinic does with a course of treatment.
type Service struct{ DB *db.DB }

// TakeIn writes a client down, puts who is named on their care team and opens the
// course, all or nothing. id becomes the client's. Somebody likely the same is
// refused until the referral says that it is another person.
func (s Service) TakeIn(ctx context.Context, id uuid.UUID, r ReferralEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{id}, func(tx *db.Tx) (audit.Event, error) {
		if err := r.Check(tx.Now); err != nil {
			return audit.Event{}, err
		}
		if err := checkNaming(ctx, tx, NamingEntry{PrescriberID: r.PrescriberID, TherapistID: r.TherapistID}); err != nil {
			return audit.Event{}, err
		}
		if err := s.refuseAlike(ctx, tx, r); err != nil {
			return audit.Event{}, err
		}
		if err := client.Add(ctx, tx, id, r.Whole()); err != nil {
			return audit.Event{}, err
		}
		if err := client.FirstTeam(ctx, tx, id, client.Places(r.PrescriberID, r.TherapistID)); err != nil {
			return audit.Event{}, err
		}
		return audit.Did("client.created", id, "client", id), Open(ctx, tx, id, db.NewID(), Opening{
			Kind: First, ReferredBy: r.ReferredBy, TherapistID: r.TherapistID, PrescriberID: r.PrescriberID,
		})
	})
}

func checkNaming(ctx context.Context, tx *db.Tx, n NamingEntry) error {
	b := db.NewBatch(tx)
	members := staff.QueueMembers(b)
	if err := b.Send(ctx); err != nil {
		return err
	}
	return n.check(members.All())
}

// refuseAlike looks through the whole clinic; what comes out is a number.
func (s Service) refuseAlike(ctx context.Context, tx *db.Tx, r ReferralEntry) error {
	if r.Anyway {
		return nil
	}
	var same []client.Double
	err := tx.WholeClinic(ctx, "booking", func() (err error) {
		same, err = client.Likely(ctx, tx, r.Whole())
		return err
	})
	if err == nil && len(same) > 0 {
		err = problem.At("anyway", "%s", alikeSentence(len(same)))
	}
	return err
}

// Alike are the clients likely the same that the actor sees. Looking is an event of
// its own: it happens while a form is refused.
func (s Service) Alike(ctx context.Context, r ReferralEntry) (same []client.Likeness, err error) {
	err = s.DB.Write(ctx, nil, func(tx *db.Tx) (audit.Event, error) {
		doubles, err := client.Likely(ctx, tx, r.Whole())
		if err == nil {
			same, err = client.Likenesses(ctx, tx, doubles)
		}
		ev := audit.Event{Action: "clients.compared", Rows: len(same)}
		for _, c := range same {
			ev.Shown = append(ev.Shown, c.ID)
		}
		return ev, err
	})
	return same, err
}
