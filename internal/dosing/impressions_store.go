package dosing

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/db"
)

var impressions = `
		select i.at, ` + db.From[Impression]("i") + `, i.recorded_by, coalesce(w.name, '') as by_name
		from impression i
		left join staff w on w.clinic_id = i.clinic_id and w.id = i.recorded_by`

func queueImpressions(b *db.Batch, client, session uuid.UUID) *db.Rows[Impression] {
	return db.Queue[Impression](b, impressions+`
		where i.client_id = $1 and i.session_id = $2
		order by i.at, i.id`, client, session)
}

// QueueImpressions reads what the client brought back on a dosing day, the first first.
func QueueImpressions(b *db.Batch, client, day uuid.UUID) *db.Rows[Impression] {
	return db.Queue[Impression](b, impressions+`
		join dosing_session s on s.client_id = i.client_id and s.id = i.session_id
		where i.client_id = $1 and s.dosing_day_id = $2
		order by i.at, i.id`, client, day)
}

func addImpression(ctx context.Context, tx *db.Tx, client, session, id uuid.UUID, e ImpressionEntry) error {
	_, err := db.Exec(ctx, tx, `
		insert into impression (client_id, session_id, `+db.Columns[Impression]()+`)
		values (@client, @session, `+db.Values[Impression]()+`)`, db.Named(Impression{ID: id, ImpressionEntry: e}, "client", client, "session", session))
	if err != nil {
		return fmt.Errorf("keep impressions: %w", err)
	}
	return nil
}
