package eligibility

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
)

// QueueDecisionsAt reads the client's decisions as they stood at a moment, in every
// course, in the order they were signed and the drafts after them. One signed later was
// a draft then.
func QueueDecisionsAt(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[DecisionAt] {
	return db.Queue[DecisionAt](b, `
		select d.id, d.course_id, d.decision as kind, d.created_at, coalesce(s.at, '0001-01-01 00:00:00+00') as signed_at,
		    case when s.at is null then '' else coalesce(w.name, '') end as signed_by,
		    coalesce(d.valid_from, '0001-01-01') as valid_from, coalesce(d.valid_until, '0001-01-01') as valid_until,
		    coalesce(d.deferred_until, '0001-01-01') as deferred_until, coalesce(d.reapply_from, '0001-01-01') as reapply_from,
		    d.sessions, d.conditions,
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

// QueueConsultationsAt reads the client's consultations as they stood at a moment, in
// every course, in the order they were held.
func QueueConsultationsAt(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[ConsultationAt] {
	return db.Queue[ConsultationAt](b, `
		select c.id, c.course_id, c.kind, c.appointment_id, c.held_at,
		    case when c.signed_at <= $2 then c.signed_at else '0001-01-01 00:00:00+00' end as signed_at
		from consultation c
		where c.client_id = $1 and (c.created_at <= $2 or c.signed_at <= $2)
		order by c.held_at, c.id`, client, at)
}
