package consent

import (
	"github.com/google/uuid"

	"kap/internal/db"
)

// Start is the latest version of a kind of text, and whether any of that kind is
// approved.
type Start struct {
	ID       uuid.UUID
	Kind     Kind
	Approved bool
}

// QueueStart reads it of every kind there is.
func QueueStart(b *db.Batch) *db.Rows[Start] {
	return db.Queue[Start](b, `
		select (array_agg(id order by version desc))[1] as id, kind, bool_or(approved_at is not null) as approved
		from consent_text
		group by kind`)
}
