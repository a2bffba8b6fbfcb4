package course

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
)

func closeRow(ctx context.Context, tx *db.Tx, client, course uuid.UUID, c Closing) error {
	return db.Change(ctx, tx, `
		update course
		set closed_at = app_now(), closed_by = app_staff(), closed_reason = $3, closing_visit = $4, closing_words = $5,
		    leftover = $6
		where id = $2 and client_id = $1 and closed_at is null`,
		client, course, string(c.Reason), string(c.Visit), c.Words, string(c.Leftover))
}

// dosingNow says whether the client is in a dosing visit.
func dosingNow(ctx context.Context, tx *db.Tx, client uuid.UUID) (bool, error) {
	return db.One[bool](ctx, tx, `
		select exists (
		    select
		    from appointment
		    where client_id = $1 and kind = 'dosing' and status in ('arrived', 'in_progress'))`, client)
}

// cancelBookings cancels what lies ahead, frees its people and rooms, and lets the
// planned dosing days go.
func cancelBookings(ctx context.Context, tx *db.Tx, client uuid.UUID, by string) error {
	if _, err := db.Exec(ctx, tx, `
		update appointment
		set status = 'cancelled', cancelled_at = app_now(), cancelled_by = $2, cancelled_reason = 'The course closed',
		    notice_hours = floor(extract(epoch from starts_at - app_now()) / 3600)::integer, version = version + 1
		where client_id = $1 and status in ('tentative', 'confirmed') and starts_at > app_now()`, client, by); err != nil {
		return err
	}
	if _, err := db.Exec(ctx, tx, `
		update booking
		set active = false
		where active and appointment_id in (
		    select id
		    from appointment
		    where client_id = $1 and status = 'cancelled')`, client); err != nil {
		return err
	}
	_, err := db.Exec(ctx, tx, `
		update dosing_day
		set cancelled_at = app_now()
		where client_id = $1 and on_date is null and cancelled_at is null`, client)
	return err
}

// queueReapply reads from which day a client may apply again whose latest decision, of
// any course, declined them.
func queueReapply(b *db.Batch, client uuid.UUID) *db.Rows[time.Time] {
	return db.Queue[time.Time](b, `
		select l.reapply_from
		from (
		    select d.decision, d.reapply_from
		    from eligibility_decision d
		    where d.client_id = $1 and d.signed_at is not null
		    order by d.signed_at desc, d.id desc
		    limit 1) l
		where l.decision = 'declined' and l.reapply_from is not null`, client)
}
