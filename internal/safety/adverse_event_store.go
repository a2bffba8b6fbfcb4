package safety

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/pause"
	"kap/internal/problem"
)

// Event is one adverse event, and what the protocol that counts opens for such a one.
func (s Service) Event(ctx context.Context, client, id uuid.UUID) (e AdverseEvent, o Opened, err error) {
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
func (s Service) RecordAdverseEvent(ctx context.Context, client, id uuid.UUID, e AdverseEvent) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		who, err := readPeople(ctx, tx, client)
		if err != nil {
			return ev, err
		}
		if err := e.Check(tx.Now); err != nil {
			return ev, err
		}
		body, err := bodyOf(ctx, tx)
		if err != nil {
			return ev, err
		}
		e = e.told()
		e.ID = id
		if err := insertEvent(ctx, tx, client, e); err != nil {
			return ev, err
		}
		return audit.Did("adverse_event.recorded", client, "adverse_event", id),
			open(ctx, tx, client, who, e.Opens(body), pause.Fact{Kind: "adverse_event", ID: id})
	})
}

// EndAdverseEvent adds how an adverse event ended.
func (s Service) EndAdverseEvent(ctx context.Context, client, id uuid.UUID, e EndingEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		event, err := oneEvent(ctx, tx, client, id)
		if err != nil {
			return ev, err
		}
		if err := e.over(event).Check(tx.Now); err != nil {
			return ev, err
		}
		return audit.Did("adverse_event.ended", client, "adverse_event", id), endEvent(ctx, tx, client, id, e)
	})
}

var events = `
	select ` + db.From[AdverseEvent]("e") + `, coalesce(s.name, '') as recorded_by
	from adverse_event e
	left join staff s on s.id = e.recorded_by
	where e.client_id = $1`

// QueueEvents reads the adverse events of a client, the latest first.
func QueueEvents(b *db.Batch, client uuid.UUID) *db.Rows[AdverseEvent] {
	return db.Queue[AdverseEvent](b, events+`
	order by e.started_at desc, e.id`, client)
}

func oneEvent(ctx context.Context, r db.Reader, client, id uuid.UUID) (AdverseEvent, error) {
	return db.One[AdverseEvent](ctx, r, events+` and e.id = $2`, client, id)
}

func insertEvent(ctx context.Context, tx *db.Tx, client uuid.UUID, e AdverseEvent) error {
	_, err := db.Exec(ctx, tx, `
		insert into adverse_event (client_id, `+db.Columns[AdverseEvent]()+`)
		values (@client, `+db.Values[AdverseEvent]()+`)`, db.Named(e, "client", client))
	return noSession(err, "adverse_event_session")
}

func endEvent(ctx context.Context, tx *db.Tx, client, id uuid.UUID, e EndingEntry) error {
	return db.Change(ctx, tx, `
		update adverse_event
		set `+db.Sets[EndingEntry]()+`, version = version + 1
		where client_id = @client and id = @id`, db.Named(e, "client", client, "id", id))
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
