package schedule

import (
	"github.com/google/uuid"

	"kap/internal/db"
)

// queueStretches reads the hours of a visit's person on its day, and their time off
// that touches it, in the order of the clock. An empty stretch says that the person
// has hours on other days only.
func queueStretches(b *db.Batch, client, id uuid.UUID) *db.Rows[Stretch] {
	return db.Queue[Stretch](b, `
		with visit as (
		    select a.staff_id, a.starts_at, a.ends_at, z.zone, (a.starts_at at time zone z.zone)::date as day
		    from appointment a
		    join clinic z on z.id = a.clinic_id
		    where a.client_id = $1 and a.id = $2)
		select (v.day + h.starts) at time zone v.zone as "from",
		    (v.day + case when h.weekday = extract(dow from v.day) then h.ends else h.starts end) at time zone v.zone as "to",
		    false as off, true as "any"
		from visit v
		join staff_hours h on h.staff_id = v.staff_id and v.day >= h.valid_from and v.day < h.valid_until
		union all
		select o.starts_at, o.ends_at, true, false
		from visit v
		join time_off o on o.staff_id = v.staff_id and o.cancelled_at is null and o.starts_at < v.ends_at and o.ends_at > v.starts_at
		order by 1, 2`, client, id)
}
