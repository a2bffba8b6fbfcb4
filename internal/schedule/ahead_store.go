package schedule

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/db"
)

// InDosing says whether the client is in a dosing visit now.
func InDosing(ctx context.Context, tx *db.Tx, client uuid.UUID) (bool, error) {
	return db.One[bool](ctx, tx, `
		select exists (
		    select
		    from appointment
		    where client_id = $1 and kind = 'dosing' and status in ('arrived', 'in_progress'))`, client)
}

// CancelAhead cancels whatever of a course lies ahead, as CancelIn does, and visits
// that were booked without one.
func CancelAhead(ctx context.Context, tx *db.Tx, client, course uuid.UUID, c CancelEntry) error {
	b := db.NewBatch(tx)
	visits := QueueVisits(b, client)
	if err := b.Send(ctx); err != nil {
		return err
	}
	for _, v := range visits.All() {
		if !v.Status.Ahead() || v.CourseID != nil && *v.CourseID != course || !v.StartsAt.After(tx.Now) {
			continue
		}
		if err := CancelIn(ctx, tx, v, c); err != nil {
			return err
		}
	}
	return nil
}
