package readiness

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
)

// Begun is how far the session of a booked dosing has come.
type Begun struct {
	ID            uuid.UUID
	AppointmentID uuid.UUID
	Status        Status
	StartedAt     time.Time // the first lozenge; zero until then
	Protocol      int       // the version it began with; 0: none was in force
}

// QueueBegun reads the sessions of who arrived since a moment for a booked dosing.
func QueueBegun(b *db.Batch, since time.Time) *db.Rows[Begun] {
	return db.Queue[Begun](b, `
		select id, appointment_id, status, started_at, coalesce(protocol_version, 0) as protocol
		from dosing_session
		where arrived_at >= $1 and appointment_id is not null`, since)
}
