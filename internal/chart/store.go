package chart

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/spine"
)

// standing is the stored projection of the latest course.
type standing struct {
	Stage, DeskLabel, Next, OwnerRole, OwnerName string
	Since                                        time.Time
	Due                                          *time.Time
	Paused                                       bool
}

func queueDesk(b *db.Batch, client uuid.UUID) *db.Rows[standing] {
	return db.Queue[standing](b, `
		select p.stage, p.desk_label, p.next, p.owner_role, coalesce(s.name, '') as owner_name, p.since, p.due, p.paused
		from pathway p
		join course k on k.clinic_id = p.clinic_id and k.id = p.course_id
		left join staff s on s.clinic_id = p.clinic_id and s.id = p.owner_staff
		where p.client_id = $1
		order by `+spine.LatestFirst+`
		limit 1`, client)
}
