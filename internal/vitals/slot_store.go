package vitals

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
)

// Taken is when a reading of a dosing session was taken, and for which slot.
type Taken struct {
	SessionID uuid.UUID
	TakenAt   time.Time
	Slot      string
}

// QueueTaken reads the readings of sessions taken since a moment, in order; voided ones
// are left out.
func QueueTaken(b *db.Batch, since time.Time) *db.Rows[Taken] {
	return db.Queue[Taken](b, `
		select session_id, taken_at, slot
		from vitals
		where session_id is not null and taken_at >= $1 and voided_at is null
		order by taken_at, id`, since)
}
