package schedule

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
)

// DosingVisit is what the course asks of a visit that one of its dosing days is booked with.
type DosingVisit struct {
	ID       uuid.UUID
	Day      time.Time // its date in the clinic's zone
	StartsAt time.Time
	Status   Status
}

// QueueDosingVisits reads the dosing visits of a client, in every course, whatever became
// of them.
func QueueDosingVisits(b *db.Batch, client uuid.UUID) *db.Rows[DosingVisit] {
	return db.Queue[DosingVisit](b, `
		select a.id, (a.starts_at at time zone z.zone)::date as day, a.starts_at, a.status
		from appointment a
		join clinic z on z.id = a.clinic_id
		where a.client_id = $1 and a.kind = $2`, client, Dosing)
}
