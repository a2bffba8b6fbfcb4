package dosing

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/readiness"
)

// RecordRows are the reads of a record, in a batch with others.
type RecordRows struct {
	chart   ChartRows
	answers *db.Rows[readiness.SignedAnswers]
	seen    *db.Rows[readiness.SignedAcknowledgement]
}

// QueueFullRecord reads a session with every row below it, as it is signed.
func QueueFullRecord(b *db.Batch, client, session uuid.UUID, now time.Time) RecordRows {
	return RecordRows{
		chart:   QueueChart(b, client, session, now),
		answers: readiness.QueueSignedAnswers(b, client, session),
		seen:    readiness.QueueSignedAcknowledgements(b, client, session),
	}
}

// FullRecord is what came back; NotFound where the session is not there or not yours.
func (r RecordRows) FullRecord() (FullRecord, error) {
	chart, err := r.chart.Chart()
	return FullRecord{Chart: chart, Answers: r.answers.All(), Seen: r.seen.All()}, err
}

// recordForUpdate is the record of a session held until the transaction ends.
func recordForUpdate(ctx context.Context, tx *db.Tx, client, session uuid.UUID) (FullRecord, error) {
	if _, err := readiness.SessionForUpdate(ctx, tx, client, session); err != nil {
		return FullRecord{}, err
	}
	b := db.NewBatch(tx)
	rows := QueueFullRecord(b, client, session, tx.Now)
	if err := b.Send(ctx); err != nil {
		return FullRecord{}, err
	}
	return rows.FullRecord()
}
