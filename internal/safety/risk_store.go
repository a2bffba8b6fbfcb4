package safety

import (
	"github.com/google/uuid"

	"kap/internal/client"
	"kap/internal/db"
)

// QueueRisk reads what the identity bar flags: the latest risk check. Row-level security
// leaves it empty for the front desk.
func QueueRisk(b *db.Batch, of uuid.UUID) *db.Rows[client.Risk] {
	return db.Queue[client.Risk](b, `
		select at, ideation, intent, plan, attempt
		from risk_check
		where client_id = $1
		order by at desc
		limit 1`, of)
}
