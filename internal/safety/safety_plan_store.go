package safety

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
)

// QueuePlan reads the safety plan that held at a moment, if there was one.
func QueuePlan(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[SafetyPlan] {
	return db.Queue[SafetyPlan](b, `
		select `+db.From[SafetyPlan]("p")+`, coalesce(s.name, '') as recorded_by
		from safety_plan p
		left join staff s on s.id = p.recorded_by
		where p.client_id = $1 and p.at <= $2
		order by p.at desc, p.id desc
		limit 1`, client, at)
}

func insertPlan(ctx context.Context, tx *db.Tx, client uuid.UUID, at time.Time, p SafetyPlan) error {
	p.ID, p.At = db.NewID(), at
	_, err := db.Exec(ctx, tx, `
		insert into safety_plan (client_id, `+db.Columns[SafetyPlan]()+`)
		values (@client, `+db.Values[SafetyPlan]()+`)`, db.Named(p, "client", client))
	if err != nil {
		return fmt.Errorf("store safety plan: %w", err)
	}
	return nil
}
