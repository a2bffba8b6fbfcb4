package vitals

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
)

// QueueHighest reads the highest blood pressure of each session of a client: of the readings
// that count, the one with the highest systolic value.
func QueueHighest(b *db.Batch, client uuid.UUID) *db.Rows[Highest] {
	return db.Queue[Highest](b, `
		select distinct on (session_id) session_id as session, systolic, diastolic
		from vitals
		where client_id = $1 and session_id is not null and voided_at is null and systolic is not null
		order by session_id, systolic desc, diastolic desc, id`, client)
}

// QueueResting reads the latest blood pressure of each source that counted at a moment: not
// voided, and not under the medicine, whose rise is expected (esketamine label 5.6). The
// latest first.
func QueueResting(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[Resting] {
	return db.Queue[Resting](b, `
		select l.systolic, l.diastolic, l.taken_at, (l.taken_at at time zone z.zone)::date as on, l.source
		from (
		    select distinct on (v.source) v.id, v.clinic_id, v.systolic, v.diastolic, v.taken_at, v.source
		    from vitals v
		    where v.client_id = $1 and v.systolic is not null and v.voided_at is null and v.taken_at <= $2
		      and not exists (
		        select
		        from dosing_session s
		        where s.client_id = v.client_id and s.id = v.session_id and s.started_at < v.taken_at)
		    order by v.source, v.taken_at desc, v.id desc) l
		join clinic z on z.id = l.clinic_id
		order by l.taken_at desc, l.id desc`, client, at)
}
