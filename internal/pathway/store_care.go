package pathway

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/eligibility"
)

func queueConsultations(b *db.Batch, client uuid.UUID) *db.Rows[Consultation] {
	return db.Queue[Consultation](b, `
		select id, kind, appointment_id, held_at, signed_at
		from consultation
		where client_id = $1 and course_id = `+latest+`
		order by held_at, id`, client)
}

// decisionRow is a decision with its conditions, and those noted as met by their ids.
type decisionRow struct {
	Decision
	Conditions []eligibility.Condition
	Met        []string
}

// decisions say which conditions are open, by the rule of eligibility.
func decisions(rows []decisionRow, measuredHere time.Time) []Decision {
	var all []Decision
	for _, row := range rows {
		d, rule := row.Decision, eligibility.Decision{Conditions: row.Conditions}
		if d.SignedAt != nil {
			rule.SignedAt = *d.SignedAt
		}
		for _, c := range rule.Unmet(row.Met, measuredHere) {
			d.Unmet = append(d.Unmet, c.Words)
		}
		all = append(all, d)
	}
	return all
}

func queueDecisions(b *db.Batch, client uuid.UUID) *db.Rows[decisionRow] {
	return db.Queue[decisionRow](b, `
		select d.id, d.decision as kind, d.created_at, d.signed_at, d.valid_until, d.deferred_until, d.sessions, d.conditions,
		    coalesce((
		        select array_agg(m.condition)
		        from condition_met m
		        where m.client_id = $1 and m.decision_id = d.id), '{}') as met
		from eligibility_decision d
		where d.client_id = $1 and d.course_id = `+latest+`
		order by d.signed_at nulls last, d.created_at`, client)
}

// queueRequests reads what the latest signed decision waits for.
func queueRequests(b *db.Batch, client uuid.UUID) *db.Rows[Request] {
	return db.Queue[Request](b, `
		select i.id, i.what, i.from_whom, i.due, i.created_at,
		    (
		        select max(t.closed_at)
		        from task t
		        where t.client_id = $1 and t.kind = 'remind of information' and t.fact = i.id) as reminded
		from information_request i
		where i.client_id = $1 and i.received_at is null and i.withdrawn_at is null
		  and i.decision_id = (
		      select d.id
		      from eligibility_decision d
		      where d.client_id = $1 and d.course_id = `+latest+` and d.signed_at is not null
		      order by d.signed_at desc
		      limit 1)
		order by i.due nulls last, i.id`, client)
}

func queuePrescriptions(b *db.Batch, client uuid.UUID) *db.Rows[Prescription] {
	return db.Queue[Prescription](b, `
		select id, created_at, signed_at, ended_at, expires_on
		from prescription
		where client_id = $1 and course_id = `+latest+`
		order by signed_at nulls last, created_at`, client)
}

// queueConsents reads the latest answer of each kind and whether it was to a text in
// force: the highest approved version of its language.
func queueConsents(b *db.Batch, client uuid.UUID) *db.Rows[Consent] {
	return db.Queue[Consent](b, `
		select k.kind, coalesce(c.answer, '') as answer,
		    coalesce(c.text_sha256 in (
		        select distinct on (t.language) t.sha256
		        from consent_text t
		        where t.kind = k.kind and t.approved_at is not null
		        order by t.language, t.version desc), false) as this_text,
		    exists (
		        select from consent_change w
		        where w.client_id = $1 and w.consent_id = c.id and w.change = 'withdrawn') as withdrawn
		from unnest('{treatment,touch,recording,telehealth}'::text[]) with ordinality as k (kind, position)
		left join lateral (
		    select l.id, l.answer, l.text_sha256
		    from consent l
		    where l.client_id = $1 and l.kind = k.kind
		    order by l.signed_at desc
		    limit 1) c on true
		order by k.position`, client)
}

func queueSessions(b *db.Batch, client uuid.UUID) *db.Rows[Session] {
	return db.Queue[Session](b, `
		select id, appointment_id, dosing_day_id, therapist_id, status, arrived_at, started_at, left_at, not_started_at, signed_at
		from dosing_session
		where client_id = $1 and course_id = `+latest+`
		order by arrived_at, id`, client)
}

// queueSupply: on hand = dispensed − taken − lost, in lozenges of any strength.
func queueSupply(b *db.Batch, client uuid.UUID) *db.Rows[float64] {
	return db.Queue[float64](b, `
		select coalesce(sum(case coalesce(nullif(corrects, ''), kind)
		    when 'dispensed' then units
		    when 'taken' then -units
		    when 'lost' then -units
		    else 0 end), 0)::float8
		from supply_entry
		where client_id = $1`, client)
}
