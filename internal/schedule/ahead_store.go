package schedule

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/db"
)

// Ahead is how many visits of the whole clinic lie ahead.
func (s Service) Ahead(ctx context.Context) (n int, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		rows := queueAhead(b)
		if err := b.Send(ctx); err != nil {
			return err
		}
		n, err = rows.One()
		return err
	})
	return n, err
}

// queueAhead counts the visits of the clinic that lie ahead, by their bookings: whoever
// keeps the clinic's details sees these and no client's visit.
func queueAhead(b *db.Batch) *db.Rows[int] {
	return db.Queue[int](b, `
		select count(distinct appointment_id)::int
		from booking
		where active and starts_at > app_now()`)
}

// InDosing says whether the client is in a dosing visit now.
func InDosing(ctx context.Context, tx *db.Tx, client uuid.UUID) (bool, error) {
	return db.One[bool](ctx, tx, `
		select exists (
		    select
		    from appointment
		    where client_id = $1 and kind = $2 and status in `+Present+`)`, client, Dosing)
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
		if !v.Status.Ahead() || v.CourseID != uuid.Nil && v.CourseID != course || !v.StartsAt.After(tx.Now) {
			continue
		}
		if err := CancelIn(ctx, tx, v, c); err != nil {
			return err
		}
	}
	return nil
}
