package dosing

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/problem"
)

func queueEvents(b *db.Batch, client, session uuid.UUID) *db.Rows[Event] {
	return db.Queue[Event](b, `
		select `+db.From[Event]("e")+`, e.recorded_by, coalesce(w.name, '') as by_name, e.created_at, e.time_uncertain
		from dosing_event e
		left join staff w on w.clinic_id = e.clinic_id and w.id = e.recorded_by
		where e.client_id = $1 and e.session_id = $2
		order by e.at, e.id`, client, session)
}

func addEvent(ctx context.Context, tx *db.Tx, client, session, id uuid.UUID, e EventEntry) error {
	_, err := db.Exec(ctx, tx, `
		insert into dosing_event (client_id, session_id, `+db.Columns[Event]()+`)
		values (@client, @session, `+db.Values[Event]()+`)`, db.Named(Event{ID: id, EventEntry: e}, "client", client, "session", session))
	if err != nil {
		return fmt.Errorf("note event: %w", err)
	}
	return nil
}

// takeOut marks a row as entered in error; only who wrote it and the medical lead may.
func takeOut(ctx context.Context, tx *db.Tx, client uuid.UUID, kind string, id uuid.UUID, reason string) error {
	out, err := db.One[bool](ctx, tx, `select enter_in_error($1, $2, $3, $4)`, kind, client, id, reason)
	switch {
	case err != nil:
		return fmt.Errorf("take out %s: %w", kind, err)
	case !out:
		return problem.New(problem.Conflict, "Only the person who noted this can take it back. Note what is right as a new entry.")
	}
	return nil
}

// keptInMouth says of the lozenge that is still in the mouth what became of it and when.
// An empty kept takes that back for the lozenge it was said of.
func keptInMouth(ctx context.Context, tx *db.Tx, client, session uuid.UUID, kept Kept, at time.Time) error {
	_, err := db.Exec(ctx, tx, `
		update intake
		set kept = $3, minutes = greatest(0, least(180, floor(extract(epoch from $4::timestamptz - at) / 60)))::integer
		where client_id = $1 and session_id = $2 and id = (
		    select i.id
		    from intake i
		    where i.client_id = $1 and i.session_id = $2 and i.kept = '' and i.at <= $4
		    order by i.at desc
		    limit 1)`, client, session, string(kept), at)
	if err != nil {
		return fmt.Errorf("keep minutes in the mouth: %w", err)
	}
	return nil
}

// backInMouth undoes keptInMouth for the lozenge taken last before a moment.
func backInMouth(ctx context.Context, tx *db.Tx, client, session uuid.UUID, at time.Time) error {
	_, err := db.Exec(ctx, tx, `
		update intake
		set kept = '', minutes = null
		where client_id = $1 and session_id = $2 and id = (
		    select i.id
		    from intake i
		    where i.client_id = $1 and i.session_id = $2 and i.at <= $3
		    order by i.at desc
		    limit 1)`, client, session, at)
	if err != nil {
		return fmt.Errorf("take back minutes in the mouth: %w", err)
	}
	return nil
}
