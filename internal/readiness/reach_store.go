package readiness

import "kap/internal/db"

// queueManagers reads who can put the clinic's details on record.
func QueueManagers(b *db.Batch) *db.Rows[string] {
	return db.Queue[string](b, `
		select name
		from staff
		where 'manager' = any (roles) and disabled_at is null
		order by name_key, id`)
}
