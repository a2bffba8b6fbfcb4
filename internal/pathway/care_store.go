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

func queueSessions(b *db.Batch, client uuid.UUID) *db.Rows[Session] {
	return db.Queue[Session](b, `
		select id, appointment_id, dosing_day_id, therapist_id, status, arrived_at, started_at, left_at, not_started_at, signed_at
		from dosing_session
		where client_id = $1 and course_id = `+latest+`
		order by arrived_at, id`, client)
}
