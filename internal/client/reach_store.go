package client

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/staff"
)

// Reach is whom one calls about a client now.
func (s Service) Reach(ctx context.Context, client uuid.UUID) (r Reach, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		rows := QueueReach(b, client, v.Now)
		if err := b.Send(ctx); err != nil {
			return err
		}
		r, err = rows.Reach()
		return err
	})
	return r, err
}

// ReachRows are what Reach is made of, once the batch was sent.
type ReachRows struct {
	now     time.Time
	one     *db.Rows[Client]
	escorts *db.Rows[Escort]
	named   *db.Rows[Named]
	people  *db.Rows[staff.Member]
	covers  *db.Rows[staff.Cover]
}

// QueueReach reads whom one calls about a client at a moment.
func QueueReach(b *db.Batch, client uuid.UUID, now time.Time) ReachRows {
	return ReachRows{now, QueueClient(b, client), QueueEscorts(b, client), QueueNamed(b, client), staff.QueueMembers(b), staff.QueueCoversAt(b, now)}
}

// Reach is whom one calls, or NotFound.
func (r ReachRows) Reach() (Reach, error) {
	c, err := r.one.One()
	named, _ := r.named.Maybe()
	return Reach{Clinicians: Calls(named, r.people.All(), r.covers.All(), r.now), Home: AtHome(c, r.escorts.All())}, err
}
