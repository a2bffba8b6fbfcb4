package pathway

import (
	"github.com/google/uuid"

	"kap/internal/db"
)

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

func queuePreparations(b *db.Batch, client uuid.UUID) *db.Rows[Talk] {
	return db.Queue[Talk](b, `
		select id, appointment_id, null::uuid as dosing_day_id, held_at, place, held_by, completed_at, signed_at
		from preparation_session
		where client_id = $1 and course_id = `+latest+`
		order by held_at, id`, client)
}

func queueIntegrations(b *db.Batch, client uuid.UUID) *db.Rows[Talk] {
	return db.Queue[Talk](b, `
		select id, appointment_id, dosing_day_id, held_at, place, held_by, completed_at, signed_at
		from integration_session
		where client_id = $1 and course_id = `+latest+`
		order by held_at, id`, client)
}

func queueGoals(b *db.Batch, client uuid.UUID) *db.Rows[int] {
	return db.Queue[int](b, `
		select count(*)::int
		from goal
		where client_id = $1 and course_id = `+latest+` and ended_at is null`, client)
}

func queueSessions(b *db.Batch, client uuid.UUID) *db.Rows[Session] {
	return db.Queue[Session](b, `
		select id, appointment_id, dosing_day_id, therapist_id, status, arrived_at, started_at, left_at, not_started_at, signed_at
		from dosing_session
		where client_id = $1 and course_id = `+latest+`
		order by arrived_at, id`, client)
}

func queueCalls(b *db.Batch, client uuid.UUID) *db.Rows[Call] {
	return db.Queue[Call](b, `
		select session_id, dosing_day_id, at
		from safety_call
		where client_id = $1 and outcome = 'reached'
		order by at`, client)
}

// queueMeasures reads the latest answer to each questionnaire, complete and not. An alert
// stands until a risk check was made after it, or after a clinician took the screen for
// positive; an item that could alert is unasked until then or until it was answered.
func queueMeasures(b *db.Batch, client uuid.UUID) *db.Rows[Measure] {
	return db.Queue[Measure](b, `
		select distinct on (r.instrument, r.complete) r.id, r.instrument, r.at, not r.complete as partial,
		    (r.flags && '{alert,alert_acute}' or o.id is not null) and not exists (
		        select from risk_check k
		        where k.client_id = $1 and k.at >= coalesce(o.at, r.at)) as alert,
		    r.flags && '{incomplete}' and not exists (
		        select from risk_check k
		        where k.client_id = $1 and k.at >= r.at) and not exists (
		        select from measure_response l
		        where l.client_id = $1 and l.instrument = r.instrument and l.complete and l.at > r.at) as unasked
		from measure_response r
		left join screen_override o on o.client_id = r.client_id and o.response_id = r.id
		where r.client_id = $1 and (r.complete or r.flags && '{alert,alert_acute,incomplete}')
		order by r.instrument, r.complete, r.at desc, r.id`, client)
}
