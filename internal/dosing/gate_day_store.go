package dosing

import (
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
)

// answerRow is what one person answered at one time.
type answerRow struct {
	ID      uuid.UUID
	At      time.Time
	By      string
	Answers map[string]json.RawMessage
}

func queueAnswers(b *db.Batch, s Session, at time.Time) *db.Rows[answerRow] {
	return db.Queue[answerRow](b, `
		select a.id, a.at, w.name as by, a.answers
		from arrival_check a
		join staff w on w.id = a.by
		where a.client_id = $1 and a.session_id = $2 and a.at <= $3
		order by a.at, a.id`, s.Client, s.ID, at)
}

type acknowledgementRow struct {
	Item   string
	Covers string
	By     string
	At     time.Time
}

func queueAcknowledged(b *db.Batch, s Session, at time.Time) *db.Rows[acknowledgementRow] {
	return db.Queue[acknowledgementRow](b, `
		select k.item, k.covers, w.name as by, k.at
		from acknowledgement k
		join staff w on w.id = k.by
		where k.client_id = $1 and k.session_id = $2 and k.at <= $3
		order by k.at desc, k.id`, s.Client, s.ID, at)
}
