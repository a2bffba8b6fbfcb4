package eligibility

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/db"
)

const recorded = `
	select d.id, d.course_id, d.consultation_id, d.supersedes, d.decision as kind, coalesce(c.kind, 'first') as after,
	    d.indication, d.rationale, d.criteria, coalesce(d.protocol_version, 0) as protocol_version, d.reasons, d.conditions,
	    (select coalesce(jsonb_agg(jsonb_build_object('what', r.what, 'from', r.from_whom,
	        'due', to_char(r.due, 'YYYY-MM-DD"T00:00:00Z"')) order by r.id), '[]')
	    from information_request r
	    where r.clinic_id = d.clinic_id and r.decision_id = d.id and r.withdrawn_at is null) as requests,
	    d.limits, d.visit_mode, coalesce(d.last_in_person_exam, '0001-01-01') as last_in_person_exam,
	    coalesce(d.valid_from, '0001-01-01') as valid_from, coalesce(d.valid_until, '0001-01-01') as valid_until,
	    d.sessions, d.decline_category, d.decline_reason, coalesce(d.reapply_from, '0001-01-01') as reapply_from,
	    coalesce(d.deferred_until, '0001-01-01') as deferred_until, d.told_how, d.referral, d.created_at,
	    coalesce(d.signed_at, '0001-01-01 00:00:00+00') as signed_at,
	    coalesce(d.recorded_by, '00000000-0000-0000-0000-000000000000') as recorded_by,
	    concat_ws(', ', s.name, nullif(s.credentials, '')) as author
	from eligibility_decision d
	left join consultation c on c.clinic_id = d.clinic_id and c.id = d.consultation_id
	left join staff s on s.clinic_id = d.clinic_id and s.id = d.recorded_by
	where d.client_id = $1`

const latestOfOpenCourse = recorded + `
	  and d.id = (
	    select l.id
	    from eligibility_decision l
	    join course o on o.clinic_id = l.clinic_id and o.id = l.course_id
	    where l.client_id = $1 and o.closed_at is null and l.signed_at is not null
	    order by l.signed_at desc, l.id desc
	    limit 1)`

// QueueDecisions reads every decision of the client with drafts, the latest first.
func QueueDecisions(b *db.Batch, client uuid.UUID) *db.Rows[Recorded] {
	return db.Queue[Recorded](b, recorded+`
	order by coalesce(d.signed_at, d.created_at) desc, d.id desc`, client)
}

// QueueLatest reads the open course's decision that was signed last, whatever it says.
func QueueLatest(b *db.Batch, client uuid.UUID) *db.Rows[Recorded] {
	return db.Queue[Recorded](b, latestOfOpenCourse, client)
}

// QueueLeft reads how many sessions the open course's latest signed decision
// authorizes, and how many first lozenges are later than its signature. No row: there
// is none that authorizes.
func QueueLeft(b *db.Batch, client uuid.UUID) *db.Rows[Left] {
	return db.Queue[Left](b, `
		select d.sessions as authorized,
		    (select count(*)::int
		    from dosing_day x
		    where x.client_id = d.client_id and x.course_id = d.course_id and x.place = 'here'
		      and x.started_at > d.signed_at) as taken
		from (
		    select l.client_id, l.course_id, l.sessions, l.signed_at, l.decision
		    from eligibility_decision l
		    join course o on o.clinic_id = l.clinic_id and o.id = l.course_id
		    where l.client_id = $1 and o.closed_at is null and l.signed_at is not null
		    order by l.signed_at desc, l.id desc
		    limit 1) d
		where d.decision in ('eligible', 'eligible_with_conditions')`, client)
}

func queueDecision(b *db.Batch, client, id uuid.UUID) *db.Rows[Recorded] {
	return db.Queue[Recorded](b, recorded+`
	  and d.id = $2`, client, id)
}

func decision(ctx context.Context, tx *db.Tx, client, id uuid.UUID) (Recorded, error) {
	return db.One[Recorded](ctx, tx, recorded+`
	  and d.id = $2`, client, id)
}

func insertDecision(ctx context.Context, tx *db.Tx, client, id uuid.UUID, r Recorded) error {
	_, err := db.Exec(ctx, tx, `
		insert into eligibility_decision (id, client_id, course_id, consultation_id, supersedes, decision, indication,
		    rationale, criteria, protocol_version, reasons, conditions, limits, visit_mode, last_in_person_exam,
		    valid_from, valid_until, sessions, decline_category, decline_reason, reapply_from, deferred_until,
		    told_how, referral)
		values ($2, $1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)`,
		append([]any{client, id, r.CourseID}, r.columns()...)...)
	if err != nil {
		return fmt.Errorf("insert decision: %w", err)
	}
	return nil
}

func updateDecision(ctx context.Context, tx *db.Tx, client, id uuid.UUID, r Recorded) error {
	return db.Change(ctx, tx, `
		update eligibility_decision
		set consultation_id = $3, supersedes = $4, decision = $5, indication = $6, rationale = $7, criteria = $8,
		    protocol_version = $9, reasons = $10, conditions = $11, limits = $12, visit_mode = $13,
		    last_in_person_exam = $14, valid_from = $15, valid_until = $16, sessions = $17, decline_category = $18,
		    decline_reason = $19, reapply_from = $20, deferred_until = $21, told_how = $22, referral = $23
		where id = $2 and client_id = $1 and signed_at is null`, append([]any{client, id}, r.columns()...)...)
}

// columns are the values of a decision in the order of both statements above.
func (r Recorded) columns() []any {
	return []any{
		r.ConsultationID, r.Supersedes, string(r.Kind), r.Indication, r.Rationale, r.Criteria, r.ProtocolVersion,
		r.Reasons, r.Conditions, r.Limits, string(r.VisitMode), timeOrNull(r.LastInPersonExam),
		timeOrNull(r.ValidFrom), timeOrNull(r.ValidUntil), r.Sessions, r.DeclineCategory, r.DeclineReason,
		timeOrNull(r.ReapplyFrom), timeOrNull(r.DeferredUntil), r.ToldHow, r.Referral,
	}
}

func sealDecision(ctx context.Context, tx *db.Tx, client, id uuid.UUID) error {
	return db.Change(ctx, tx, `
		update eligibility_decision
		set signed_at = app_now(), signed_by = app_staff()
		where id = $2 and client_id = $1 and signed_at is null`, client, id)
}
