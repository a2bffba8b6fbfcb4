package preparation

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
)

// QueueReadiness reads the statement that held about each item at a moment, of every
// course; ItemsOf picks those of one.
func QueueReadiness(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[Item] {
	return db.Queue[Item](b, `
		select distinct on (i.course_id, i.item) i.course_id, i.item, i.state, i.evidence, i.at,
		    i.expires_on, concat_ws(', ', s.name, nullif(s.credentials, '')) as by
		from readiness_item i
		left join staff s on s.clinic_id = i.clinic_id and s.id = i.by
		where i.client_id = $1 and i.at <= $2
		order by i.course_id, i.item, i.at desc, i.id desc`, client, at)
}

// StateReadiness adds a statement about an item; the latest of an item holds.
func StateReadiness(ctx context.Context, tx *db.Tx, client, course uuid.UUID, i Item) error {
	if err := i.Check(); err != nil {
		return err
	}
	_, err := db.Exec(ctx, tx, `
		insert into readiness_item (id, client_id, course_id, item, state, evidence)
		values ($1, $2, $3, $4, $5, $6)`, db.NewID(), client, course, i.Item, string(i.State), i.Evidence)
	if err != nil {
		return fmt.Errorf("state readiness: %w", err)
	}
	return nil
}
