package readiness

import (
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
)

// answerRow is what one person answered at one time.
type Answered struct {
	ID      uuid.UUID
	At      time.Time
	By      string
	Answers map[string]json.RawMessage
}

func QueueAnswers(b *db.Batch, s Session, at time.Time) *db.Rows[Answered] {
	return db.Queue[Answered](b, `
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

// SignedAnswers is what one person answered at one time on arrival, as stored.
type SignedAnswers struct {
	ID      uuid.UUID
	At      time.Time
	By      uuid.UUID
	ByName  string `sign:"-"`
	Answers string
}

// SignedAcknowledgement is a therapist's word that they saw something and went on.
type SignedAcknowledgement struct {
	ID     uuid.UUID
	Item   string
	Covers string
	At     time.Time
	By     uuid.UUID
}

// QueueSignedAnswers reads the rows of a session's arrival check as they are signed.
func QueueSignedAnswers(b *db.Batch, client, session uuid.UUID) *db.Rows[SignedAnswers] {
	return db.Queue[SignedAnswers](b, `
		select a.id, a.at, a.by, coalesce(w.name, '') as by_name, a.answers::text as answers
		from arrival_check a
		left join staff w on w.clinic_id = a.clinic_id and w.id = a.by
		where a.client_id = $1 and a.session_id = $2
		order by a.at, a.id`, client, session)
}

// QueueSignedAcknowledgements reads what was seen before the lozenge, as it is signed.
func QueueSignedAcknowledgements(b *db.Batch, client, session uuid.UUID) *db.Rows[SignedAcknowledgement] {
	return db.Queue[SignedAcknowledgement](b, `
		select id, item, covers, at, by
		from acknowledgement
		where client_id = $1 and session_id = $2
		order by at, id`, client, session)
}
