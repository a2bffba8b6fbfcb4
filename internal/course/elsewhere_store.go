package course

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/protocol"
	"kap/internal/safety"
)

// TakenElsewhere notes ketamine that was not taken in a session here. What
// happened is always recorded: a day too close to another opens an incident.
func (s Service) TakenElsewhere(ctx context.Context, person, id uuid.UUID, e ElsewhereEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{person}, func(tx *db.Tx) (audit.Event, error) {
		b := db.NewBatch(tx)
		found, version, today := client.QueueClient(b, person), protocol.QueueInForce(b), queueToday(b)
		if err := b.Send(ctx); err != nil {
			return audit.Event{}, err
		}
		if _, err := found.One(); err != nil {
			return audit.Event{}, err
		}
		day, err := today.One()
		if err != nil {
			return audit.Event{}, err
		}
		if err := e.Check(day); err != nil {
			return audit.Event{}, err
		}
		least := protocol.BodyOf(version).Scheduling.First.Least
		return audit.Did("dosing_day.added", person, "dosing_day", id), NoteElsewhere(ctx, tx, person, id, e, least)
	})
}

// NoteElsewhere notes the day inside another act, such as the arrival check that it was
// told in, and looks at the session that comes after it; least is the protocol's fewest days
// between two.
func NoteElsewhere(ctx context.Context, tx *db.Tx, person, id uuid.UUID, e ElsewhereEntry, least int) error {
	if err := noteElsewhere(ctx, tx, person, id, e, least); err != nil {
		return err
	}
	return LookAgain(ctx, tx, person, Change{Is: e.Day})
}

func noteElsewhere(ctx context.Context, tx *db.Tx, person, id uuid.UUID, e ElsewhereEntry, least int) error {
	err := tx.Savepoint(ctx, func() error { return addElsewhere(ctx, tx, person, id, e, least, uuid.Nil) })
	if !db.Violates(err, "dosing_interval") {
		return err
	}
	incident := db.NewID()
	if err := safety.OpenIncident(ctx, tx, person, e.incident(incident, id, least)); err != nil {
		return err
	}
	return addElsewhere(ctx, tx, person, id, e, least, incident)
}

// CancelElsewhere takes back days that were told wrong, and looks at the sessions after them
// again; one that is not there is none. The answer that told it keeps the date.
func CancelElsewhere(ctx context.Context, tx *db.Tx, person uuid.UUID, ids []uuid.UUID) error {
	days, err := db.All[time.Time](ctx, tx, `
		select on_date
		from dosing_day
		where client_id = $1 and id = any ($2) and place <> 'here' and cancelled_at is null`, person, ids)
	if err != nil || len(days) == 0 {
		return err
	}
	if _, err := db.Exec(ctx, tx, `
		update dosing_day
		set cancelled_at = app_now(), on_date = null
		where client_id = $1 and id = any ($2) and place <> 'here' and cancelled_at is null`, person, ids); err != nil {
		return err
	}
	for _, day := range days {
		if err := LookAgain(ctx, tx, person, Change{Was: day}); err != nil {
			return err
		}
	}
	return nil
}

// addElsewhere notes a day with ketamine that was not ours.
func addElsewhere(ctx context.Context, tx *db.Tx, client, id uuid.UUID, e ElsewhereEntry, least int, incident uuid.UUID) error {
	_, err := db.Exec(ctx, tx, `
		insert into dosing_day (id, client_id, min_days, incident_id, `+db.Columns[ElsewhereEntry]()+`)
		values (@id, @client, @min_days, @incident, `+db.Values[ElsewhereEntry]()+`)`,
		db.Named(e, "id", id, "client", client, "min_days", least, "incident", incident))
	return err
}
