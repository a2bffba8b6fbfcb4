package pathway

import (
	"github.com/google/uuid"

	"kap/internal/db"
)

func queueSessions(b *db.Batch, client uuid.UUID) *db.Rows[Session] {
	return db.Queue[Session](b, `
		select id, appointment_id, dosing_day_id, therapist_id, status, arrived_at, started_at, left_at, not_started_at, signed_at
		from dosing_session
		where client_id = $1 and course_id = `+latest+`
		order by arrived_at, id`, client)
}
