package dosing

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/db"
)

func queueImpressions(b *db.Batch, client, session uuid.UUID) *db.Rows[ImpressionEntry] {
	return db.Queue[ImpressionEntry](b, `
		select i.id, i.at, i.ways, i.belongs, i.impressions, i.images, i.emotions, i.body, i.memories, i.insights,
		    i.hard, i.helped, i.intention, i.quotes,
		    coalesce(i.recorded_by, '00000000-0000-0000-0000-000000000000') as by, coalesce(w.name, '') as by_name
		from impression i
		left join staff w on w.clinic_id = i.clinic_id and w.id = i.recorded_by
		where i.client_id = $1 and i.session_id = $2
		order by i.at, i.id`, client, session)
}

func addImpression(ctx context.Context, tx *db.Tx, client, session, id uuid.UUID, i Impression) error {
	ways := make([]string, len(i.Ways))
	for n, way := range i.Ways {
		ways[n] = string(way)
	}
	emotions := i.Emotions
	if emotions == nil {
		emotions = []Emotion{}
	}
	_, err := db.Exec(ctx, tx, `
		insert into impression (id, client_id, session_id, ways, belongs, impressions, images, emotions, body,
		    memories, insights, hard, helped, intention, quotes)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
		id, client, session, ways, string(i.Belongs), i.Impressions, i.Images, emotions, i.Body,
		i.Memories, i.Insights, i.Hard, i.Helped, i.Intention, i.Quotes)
	if err != nil {
		return fmt.Errorf("keep impressions: %w", err)
	}
	return nil
}
