package safety

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/problem"
)

// Event is one adverse event, and what the protocol that counts opens for such a one.
func (s Service) Event(ctx context.Context, client, id uuid.UUID) (e Event, o Opened, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		if e, err = oneEvent(ctx, v, client, id); err != nil {
			return err
		}
		body, err := bodyOf(ctx, v)
		o = e.Opens(body)
		return err
	})
	return e, o, err
}

// RecordAdverseEvent records an adverse event of any day. A severe or serious one, and
// those that are a reason by themselves, pause the course; urinary symptoms ask the
// prescriber.
func (s Service) RecordAdverseEvent(ctx context.Context, client, id uuid.UUID, h Happening) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		who, err := readPeople(ctx, tx, client)
		if err != nil {
			return ev, err
		}
		if err := h.Check(tx.Now); err != nil {
			return ev, err
		}
		body, err := bodyOf(ctx, tx)
		if err != nil {
			return ev, err
		}
		if err := insertEvent(ctx, tx, client, id, h); err != nil {
			return ev, err
		}
		return audit.Did("adverse_event.recorded", client, "adverse_event", id),
			open(ctx, tx, client, who, h.Opens(body), Fact{"adverse_event", id})
	})
}

// EndAdverseEvent adds how an adverse event ended.
func (s Service) EndAdverseEvent(ctx context.Context, client, id uuid.UUID, e Ending) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		event, err := oneEvent(ctx, tx, client, id)
		if err != nil {
			return ev, err
		}
		if err := e.over(event.AdverseEvent).Check(tx.Now); err != nil {
			return ev, err
		}
		return audit.Did("adverse_event.ended", client, "adverse_event", id), endEvent(ctx, tx, client, id, e)
	})
}

const eventColumns = `e.id, e.session_id, e.kind, e.words, e.started_at,
		    coalesce(e.ended_at, '0001-01-01 00:00:00+00') as ended_at, e.grade, e.serious, e.relatedness, e.action,
		    e.outcome, e.reported_to, coalesce(s.name, '') as recorded_by
		from adverse_event e
		left join staff s on s.id = e.recorded_by
		`

// QueueEvents reads the adverse events of a client, the latest first.
func QueueEvents(b *db.Batch, client uuid.UUID) *db.Rows[Event] {
	return db.Queue[Event](b, `
		select `+eventColumns+`
		where e.client_id = $1
		order by e.started_at desc, e.id`, client)
}

func oneEvent(ctx context.Context, r db.Reader, client, id uuid.UUID) (Event, error) {
	return db.One[Event](ctx, r, `
		select `+eventColumns+`
		where e.client_id = $1 and e.id = $2`, client, id)
}

func insertEvent(ctx context.Context, tx *db.Tx, client, id uuid.UUID, h Happening) error {
	_, err := db.Exec(ctx, tx, `
		insert into adverse_event (id, client_id, session_id, kind, words, started_at, ended_at, grade, serious,
		    relatedness, action, outcome, reported_to)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		id, client, orNull(h.Session), string(h.Kind), h.Words, h.StartedAt, timeOrNull(h.EndedAt), int(h.Grade),
		string(h.Serious), h.Relatedness, h.Action, h.Outcome, h.ReportedTo)
	return noSession(err, "adverse_event_session")
}

func endEvent(ctx context.Context, tx *db.Tx, client, id uuid.UUID, e Ending) error {
	return db.Change(ctx, tx, `
		update adverse_event
		set ended_at = $3, outcome = $4, action = $5, version = version + 1
		where client_id = $1 and id = $2`, client, id, timeOrNull(e.EndedAt), e.Outcome, e.Action)
}

// noSession turns a session that is not this client's into a sentence.
func noSession(err error, constraint string) error {
	if db.Violates(err, constraint) {
		return problem.Missing()
	}
	if err != nil {
		return fmt.Errorf("store what concerns safety: %w", err)
	}
	return nil
}
