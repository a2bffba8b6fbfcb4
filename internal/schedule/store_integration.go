package schedule

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/protocol"
)

// mayIntegrate refuses an integration visit on a day that the protocol of the client's
// course does not have it; visits for anything else pass.
func mayIntegrate(ctx context.Context, tx *db.Tx, a Appointment, reason string) error {
	if a.Kind != Integration {
		return nil
	}
	zone, err := Zone(ctx, tx)
	if err != nil {
		return err
	}
	y, m, d := a.StartsAt.In(zone).Date()
	day := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	last, found, err := lastDosing(ctx, tx, a, day)
	if err != nil || !found {
		return err
	}
	body, err := bodyOfCourse(ctx, tx, a.Client)
	if err != nil {
		return err
	}
	return last.Integration(day, reason, body.Integration)
}

// lastDosing reads the dosing that lies on a day or last before it, and whether an
// integration visit between that and the next one is held or booked.
func lastDosing(ctx context.Context, tx *db.Tx, a Appointment, day time.Time) (LastDosing, bool, error) {
	return db.Maybe[LastDosing](ctx, tx, `
		with dosing as (
		    select coalesce(d.on_date, (v.starts_at at time zone z.zone)::date) as day, d.integrated_at, z.zone
		    from dosing_day d
		    join clinic z on z.id = d.clinic_id
		    left join appointment v on v.clinic_id = d.clinic_id and v.id = d.appointment_id
		    where d.client_id = $1 and d.cancelled_at is null)
		select l.day, (app_now() at time zone l.zone)::date as today, l.integrated_at is null and not exists (
		    select
		    from appointment i
		    where i.client_id = $1 and i.kind = 'integration' and i.id <> $3
		      and i.status in ('tentative', 'confirmed', 'arrived', 'in_progress', 'done')
		      and (i.starts_at at time zone l.zone)::date > l.day
		      and not exists (
		        select
		        from dosing n
		        where n.day > l.day and n.day <= (i.starts_at at time zone l.zone)::date)) as first
		from dosing l
		where l.day <= $2
		order by l.day desc
		limit 1`, a.Client, day, a.ID)
}

// bodyOfCourse is the protocol of the client's open course, else the one in force.
func bodyOfCourse(ctx context.Context, tx *db.Tx, client uuid.UUID) (protocol.Body, error) {
	number, found, err := db.Maybe[int](ctx, tx, `
		select protocol_version
		from course
		where client_id = $1 and closed_at is null and protocol_version is not null`, client)
	if err != nil {
		return protocol.Body{}, err
	}
	b := db.NewBatch(tx)
	version := protocol.QueueInForce(b)
	if found {
		version = protocol.QueueNumbered(b, number)
	}
	if err := b.Send(ctx); err != nil {
		return protocol.Body{}, err
	}
	return bodyOf(version), nil
}
