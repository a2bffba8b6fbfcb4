package safety

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
)

// QueuePlan reads the safety plan that held at a moment, if there was one.
func QueuePlan(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[Planned] {
	return db.Queue[Planned](b, `
		select p.id, p.at, p.warning_signs, p.steadying, p.people, p.professionals, p.safe_place, p.reasons,
		    p.agreed_with_us, coalesce(s.name, '') as recorded_by
		from safety_plan p
		left join staff s on s.id = p.recorded_by
		where p.client_id = $1 and p.at <= $2
		order by p.at desc, p.id desc
		limit 1`, client, at)
}

func insertPlan(ctx context.Context, tx *db.Tx, client, id uuid.UUID, at time.Time, p SafetyPlan) error {
	_, err := db.Exec(ctx, tx, `
		insert into safety_plan (id, client_id, at, warning_signs, steadying, people, professionals, safe_place,
		    reasons, agreed_with_us)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		id, client, at, p.WarningSigns, p.Steadying, p.People, p.Professionals, p.SafePlace, p.Reasons, p.AgreedWithUs)
	if err != nil {
		return fmt.Errorf("store safety plan: %w", err)
	}
	return nil
}
