package pathway

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/spine"
)

// Kept is the stored projection of a client's latest course, as everybody may read it
// who sees the client.
type Kept struct {
	Stage, DeskLabel, Next string
	OwnerRole              auth.Role
	OwnerName              string
	Since                  time.Time
	Due                    *time.Time
	Paused                 bool
}

// QueueKept reads the projection of the client's open course, else of the last that closed.
func QueueKept(b *db.Batch, client uuid.UUID) *db.Rows[Kept] {
	return db.Queue[Kept](b, `
		select p.stage, p.desk_label, p.next, p.owner_role, coalesce(s.name, '') as owner_name, p.since, p.due, p.paused
		from pathway p
		join course k on k.clinic_id = p.clinic_id and k.id = p.course_id
		left join staff s on s.clinic_id = p.clinic_id and s.id = p.owner_staff
		where p.client_id = $1
		order by `+spine.LatestFirst+`
		limit 1`, client)
}
