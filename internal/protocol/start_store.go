package protocol

import (
	"github.com/google/uuid"

	"kap/internal/db"
)

// Start is the latest version, and whether any is approved.
type Start struct {
	ID       uuid.UUID
	Approved bool
}

// QueueStart reads it; no row where there is none.
func QueueStart(b *db.Batch) *db.Rows[Start] {
	return db.Queue[Start](b, `
		select id, exists (select from protocol where approved_at is not null) as approved
		from protocol
		order by version desc
		limit 1`)
}
