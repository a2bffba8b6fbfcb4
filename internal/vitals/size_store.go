package vitals

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
)

// QueueSizes reads every weight and height that counted at a moment, from wherever, the
// latest first.
func QueueSizes(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[Size] {
	return db.Queue[Size](b, `
		select coalesce(v.weight, 0) as weight, coalesce(v.height, 0) as height, v.taken_at,
		    (v.taken_at at time zone z.zone)::date as on, v.source
		from vitals v
		join clinic z on z.id = v.clinic_id
		where v.client_id = $1 and (v.weight is not null or v.height is not null) and v.voided_at is null and v.taken_at <= $2
		order by v.taken_at desc, v.id desc`, client, at)
}
