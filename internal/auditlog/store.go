package auditlog

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
)

// clientOf is the client of a number; the manager reads no more of a client.
func clientOf(ctx context.Context, r db.Reader, number string) (uuid.UUID, bool, error) {
	return db.Maybe[uuid.UUID](ctx, r, `
		select id
		from client_of_number($1) as id
		where id is not null`, number)
}

// queueEntries reads one line more than a page where there are more.
func queueEntries(b *db.Batch, f Filter, client uuid.UUID, none bool) *db.Rows[Entry] {
	return db.Queue[Entry](b, `
		select e.sequence, e.at, coalesce(s.name, '') as who, e.worker, e.roles, e.action, e.client,
		    coalesce(client_number(e.client), '') as number, e.rows, e.purpose, e.outcome, e.request_id
		from audit_event e
		join clinic z on z.id = e.clinic_id
		left join staff s on s.clinic_id = e.clinic_id and s.id = e.actor
		where not $6
		  and ($1::uuid is null or e.client = $1)
		  and ($2::uuid is null or e.actor = $2)
		  and ($3::date is null or e.at >= $3::date::timestamp at time zone z.zone
		      and e.at < ($3::date + 1)::timestamp at time zone z.zone)
		  and ($4::bigint = 0 or e.sequence < $4)
		order by e.sequence desc
		limit $5`, orNull(client), orNull(f.Person), dayOrNull(f.Day), f.Before, perPage+1, none)
}

// queueRefusals reads who met closed doors lately, or on the day asked for.
func queueRefusals(b *db.Batch, f Filter) *db.Rows[Refusal] {
	return db.Queue[Refusal](b, `
		select r.minute, coalesce(s.name, '') as who, r.kind, r.route, r.count
		from refusal r
		join clinic z on z.id = r.clinic_id
		left join staff s on s.clinic_id = r.clinic_id and s.id = r.actor
		where ($1::uuid is null or r.actor = $1)
		  and ($2::date is null or r.minute >= $2::date::timestamp at time zone z.zone
		      and r.minute < ($2::date + 1)::timestamp at time zone z.zone)
		order by r.minute desc, r.id
		limit 50`, orNull(f.Person), dayOrNull(f.Day))
}

func queuePeople(b *db.Batch) *db.Rows[Person] {
	return db.Queue[Person](b, `
		select id, name
		from staff
		order by name, id`)
}

func orNull(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}

func dayOrNull(day time.Time) *time.Time {
	if day.IsZero() {
		return nil
	}
	return &day
}
