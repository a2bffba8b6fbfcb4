package schedule

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
)

// HeldOn marks a client's visits of a kind on the clinic's day of an instant as done:
// what was signed of the visit says that it was held. Without a booking nothing changes.
func HeldOn(ctx context.Context, tx *db.Tx, client uuid.UUID, kind Kind, at time.Time) error {
	ids, err := db.All[uuid.UUID](ctx, tx, `
		select a.id
		from appointment a
		join clinic z on z.id = a.clinic_id
		where a.client_id = $1 and a.kind = $2 and a.status in ('tentative', 'confirmed', 'arrived', 'in_progress')
		  and (a.starts_at at time zone z.zone)::date = ($3::timestamptz at time zone z.zone)::date
		order by a.starts_at, a.id`, client, string(kind), at)
	if err != nil {
		return fmt.Errorf("find the visit that was held: %w", err)
	}
	for _, id := range ids {
		if err := SetStatus(ctx, tx, client, id, Done); err != nil {
			return err
		}
	}
	return nil
}
