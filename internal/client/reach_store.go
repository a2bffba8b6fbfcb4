package client

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/staff"
)

// Reach is whom one calls about a client now.
func (s Service) Reach(ctx context.Context, client uuid.UUID) (r Reach, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		one, escorts, named := QueueClient(b, client), QueueEscorts(b, client), QueueNamed(b, client)
		people, covers := staff.QueueMembers(b), staff.QueueCoversAt(b, v.Now)
		if err := b.Send(ctx); err != nil {
			return err
		}
		c, err := one.One()
		who, _ := named.Maybe()
		r = Reach{Clinicians: Calls(who, people.All(), covers.All(), v.Now), Home: AtHome(c, escorts.All())}
		return err
	})
	return r, err
}
