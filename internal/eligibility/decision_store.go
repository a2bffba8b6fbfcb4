package eligibility

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/spine"
)

var recorded = `
	select d.id, d.course_id, d.consultation_id, d.supersedes, coalesce(c.kind, 'first') as after, d.criteria,
	    coalesce(d.protocol_version, 0) as protocol_version,
	    (select coalesce(jsonb_agg(jsonb_build_object('what', r.what, 'from', r.from_whom,
	        'due', to_char(r.due, 'YYYY-MM-DD"T00:00:00Z"')) order by r.id), '[]')
	    from information_request r
	    where r.clinic_id = d.clinic_id and r.decision_id = d.id and r.withdrawn_at is null) as requests,
	    d.created_at, d.signed_at, d.recorded_by, concat_ws(', ', s.name, nullif(s.credentials, '')) as author,
	    ` + db.From[Ruling]("d") + `
	from eligibility_decision d
	left join consultation c on c.clinic_id = d.clinic_id and c.id = d.consultation_id
	left join staff s on s.clinic_id = d.clinic_id and s.id = d.recorded_by
	where d.client_id = $1`

var latestOfOpenCourse = recorded + `
	  and d.id = (
	    select l.id
	    from eligibility_decision l
	    join course k on k.clinic_id = l.clinic_id and k.id = l.course_id
	    where l.client_id = $1 and ` + spine.Open + ` and l.signed_at is not null
	    order by l.signed_at desc, l.id desc
	    limit 1)`

// QueueDecisions reads every decision of the client with drafts, the latest first.
func QueueDecisions(b *db.Batch, client uuid.UUID) *db.Rows[Decision] {
	return db.Queue[Decision](b, recorded+`
	order by coalesce(d.signed_at, d.created_at) desc, d.id desc`, client)
}

// QueueLatest reads the open course's decision that was signed last, whatever it says.
func QueueLatest(b *db.Batch, client uuid.UUID) *db.Rows[Decision] {
	return db.Queue[Decision](b, latestOfOpenCourse, client)
}

func queueDecision(b *db.Batch, client, id uuid.UUID) *db.Rows[Decision] {
	return db.Queue[Decision](b, recorded+`
	  and d.id = $2`, client, id)
}

func decision(ctx context.Context, tx *db.Tx, client, id uuid.UUID) (Decision, error) {
	return db.One[Decision](ctx, tx, recorded+`
	  and d.id = $2`, client, id)
}

func insertDecision(ctx context.Context, tx *db.Tx, client, id uuid.UUID, r Decision) error {
	_, err := db.Exec(ctx, tx, `
		insert into eligibility_decision (id, client_id, course_id, consultation_id, supersedes, criteria, protocol_version,
		    `+db.Columns[Ruling]()+`)
		values (@id, @client, @course_id, @consultation_id, @supersedes, @criteria, @protocol_version,
		    `+db.Values[Ruling]()+`)`, db.Named(r, "id", id, "client", client))
	if err != nil {
		return fmt.Errorf("insert decision: %w", err)
	}
	return nil
}

func updateDecision(ctx context.Context, tx *db.Tx, client, id uuid.UUID, r Decision) error {
	return db.Change(ctx, tx, `
		update eligibility_decision
		set consultation_id = @consultation_id, supersedes = @supersedes, criteria = @criteria,
		    protocol_version = @protocol_version, `+db.Sets[Ruling]()+`
		where id = @id and client_id = @client and signed_at is null`, db.Named(r, "id", id, "client", client))
}

func sealDecision(ctx context.Context, tx *db.Tx, client, id uuid.UUID) error {
	return db.Change(ctx, tx, `
		update eligibility_decision
		set signed_at = app_now(), signed_by = app_staff()
		where id = $2 and client_id = $1 and signed_at is null`, client, id)
}

// QueueDecisionsAt reads the client's decisions as they stood at a moment, in every
// course, in the order they were signed and the drafts after them. One signed later was
// a draft then.
func QueueDecisionsAt(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[DecisionAt] {
	return db.Queue[DecisionAt](b, `
		select d.id, d.course_id, d.decision as kind, d.created_at, s.at as signed_at,
		    case when s.at is null then '' else coalesce(w.name, '') end as signed_by,
		    d.valid_from, d.valid_until, d.deferred_until, d.reapply_from, d.sessions, d.conditions,
		    array(
		        select m.condition
		        from condition_met m
		        where m.client_id = $1 and m.decision_id = d.id and m.at <= $2) as met,
		    d.limits, coalesce(l.name, '') as limits_by
		from eligibility_decision d
		left join lateral (select d.signed_at as at where d.signed_at <= $2) s on true
		left join staff w on w.clinic_id = d.clinic_id and w.id = d.signed_by
		left join staff l on l.clinic_id = d.clinic_id and l.id::text = d.limits ->> 'author'
		where d.client_id = $1 and (d.created_at <= $2 or d.signed_at <= $2)
		order by s.at nulls last, d.created_at, d.id`, client, at)
}
