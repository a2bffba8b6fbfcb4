package chart

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/medication"
)

// queueOnTeam asks whether the reader, or somebody they cover, cares for the client
// now.
func queueOnTeam(b *db.Batch, client uuid.UUID) *db.Rows[bool] {
	return db.Queue[bool](b, `
		select exists (
		    select from care_team
		    where client_id = $1 and staff_id = any (app_staffs()) and since <= app_now() and until > app_now())`, client)
}

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
		join course c on c.clinic_id = p.clinic_id and c.id = p.course_id
		left join staff s on s.clinic_id = p.clinic_id and s.id = p.owner_staff
		where p.client_id = $1
		order by c.closed_at is null desc, c.opened_at desc
		limit 1`, client)
}

type holdsRow struct{ Holds []medication.OwnHold }

// queueHolds reads the prescriber's own words about medicines, of the prescription
// in force.
func queueHolds(b *db.Batch, client uuid.UUID) *db.Rows[holdsRow] {
	return db.Queue[holdsRow](b, `
		select holds
		from prescription
		where client_id = $1 and signed_at is not null and ended_at is null
		order by signed_at desc
		limit 1`, client)
}
