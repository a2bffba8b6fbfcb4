package task

import (
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/spine"
)

// mine are the tasks in the hands of the actor, of those they cover, and of their roles
// where nobody is named.
const mine = `(coalesce(t.owner_staff = any ($1), false) or t.owner_staff is null and t.owner_role = any ($2))`

// QueueWaiting reads what waits in other people's hands for the clients one treats:
// urgent first, then what has waited longest. At most 50.
func QueueWaiting(b *db.Batch, a auth.Actor) *db.Rows[Task] {
	return db.Queue[Task](b, `
		select `+columns+`
		where t.closed_at is null and not `+mine+`
		  and exists (
		    select from course k
		    where k.clinic_id = t.clinic_id and k.client_id = t.client_id and `+spine.Open+` and `+spine.Treated+`)
		order by t.urgent desc, t.since, t.id
		limit 50`, a.Staffs, roleWords(a.Roles))
}
