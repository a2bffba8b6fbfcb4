package dosing

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
)

// RecordRows are the reads of a record, in a batch with others.
type RecordRows struct {
	chart   ChartRows
	answers *db.Rows[AnswersEntry]
	seen    *db.Rows[SeenEntry]
}

// QueueFullRecord reads a session with every row below it, as it is signed.
func QueueFullRecord(b *db.Batch, client, session uuid.UUID, now time.Time) RecordRows {
	return RecordRows{
		chart: QueueChart(b, client, session, now),
		answers: db.Queue[AnswersEntry](b, `
			select a.id, a.at, a.by, coalesce(w.name, '') as by_name, a.answers::text as answers
			from arrival_check a
			left join staff w on w.clinic_id = a.clinic_id and w.id = a.by
			where a.client_id = $1 and a.session_id = $2
			order by a.at, a.id`, client, session),
		seen: db.Queue[SeenEntry](b, `
			select id, item, covers, at, by
			from acknowledgement
			where client_id = $1 and session_id = $2
			order by at, id`, client, session),
	}
}

// FullRecord is what came back; NotFound where the session is not there or not yours.
func (r RecordRows) FullRecord() (FullRecord, error) {
	chart, err := r.chart.Chart()
	return FullRecord{Chart: chart, Answers: r.answers.All(), Seen: r.seen.All()}, err
}

// recordForUpdate is the record of a session held until the transaction ends.
func recordForUpdate(ctx context.Context, tx *db.Tx, client, session uuid.UUID) (FullRecord, error) {
	if _, err := sessionForUpdate(ctx, tx, client, session); err != nil {
		return FullRecord{}, err
	}
	b := db.NewBatch(tx)
	rows := QueueFullRecord(b, client, session, tx.Now)
	if err := b.Send(ctx); err != nil {
		return FullRecord{}, err
	}
	return rows.FullRecord()
}
