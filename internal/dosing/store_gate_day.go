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

type overrideRow struct {
	ID       uuid.UUID
	Item     string
	Covers   string
	ValidOn  time.Time
	Reason   string
	By       string
	CalledAt *time.Time
}

func queueOverrides(b *db.Batch, s Session, at time.Time) *db.Rows[overrideRow] {
	return db.Queue[overrideRow](b, `
		select o.id, o.item, o.covers, o.valid_on, o.reason, w.name as by, o.called_at
		from override o
		join staff w on w.id = o.by
		join clinic z on z.id = o.clinic_id
		where o.client_id = $1 and o.course_id = $2 and o.at <= $3
		  and o.valid_on = ($3::timestamptz at time zone z.zone)::date
		order by o.at desc, o.id`, s.Client, s.Course, at)
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
