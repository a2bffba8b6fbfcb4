package auditlog

import (
	"context"

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
func queueEntries(b *db.Batch, f Filter, client uuid.UUID, none bool) *db.Rows[Event] {
	return db.Queue[Event](b, `
		select e.sequence, e.at, coalesce(s.name, '') as who, e.worker, e.roles, e.action, e.client,
		    coalesce(client_number(e.client), '') as number, e.rows, e.purpose, e.outcome, e.request_id
		from audit_event e
		join clinic z on z.id = e.clinic_id
		left join staff s on s.clinic_id = e.clinic_id and s.id = e.actor
		where not @none
		  and (@client::uuid is null or e.client = @client or e.shown @> array[@client::uuid])
		  and (@person::uuid is null or e.actor = @person)
		  and (@day::date is null or e.at >= @day::date::timestamp at time zone z.zone
		      and e.at < (@day::date + 1)::timestamp at time zone z.zone)
		  and (@before::bigint = 0 or e.sequence < @before)
		order by e.sequence desc
		limit @limit`, db.Named(f, "client", client, "limit", perPage+1, "none", none))
}

// queueRefusals reads who met closed doors lately, or on the day asked for.
func queueRefusals(b *db.Batch, f Filter) *db.Rows[Refusal] {
	return db.Queue[Refusal](b, `
		select r.minute, coalesce(s.name, '') as who, r.kind, r.route, r.count
		from refusal r
		join clinic z on z.id = r.clinic_id
		left join staff s on s.clinic_id = r.clinic_id and s.id = r.actor
		where (@person::uuid is null or r.actor = @person)
		  and (@day::date is null or r.minute >= @day::date::timestamp at time zone z.zone
		      and r.minute < (@day::date + 1)::timestamp at time zone z.zone)
		order by r.minute desc, r.id
		limit 50`, db.Named(f))
}

func queuePeople(b *db.Batch) *db.Rows[Person] {
	return db.Queue[Person](b, `
		select id, name
		from staff
		order by name_key, id`)
}
