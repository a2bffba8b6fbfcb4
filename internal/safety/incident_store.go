package safety

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/task"
)

// QueueIncidents reads the incidents of a client, those that wait first.
func QueueIncidents(b *db.Batch, client uuid.UUID) *db.Rows[Incident] {
	return db.Queue[Incident](b, `
		select `+db.From[Incident]("i")+`, coalesce(o.name, '') as opened_by,
		    i.closed_at, coalesce(c.name, '') as closed_by, i.closed_words
		from incident i
		left join staff o on o.id = i.recorded_by
		left join staff c on c.id = i.closed_by
		where i.client_id = $1
		order by i.closed_at is not null, i.at desc, i.id`, client)
}

// OpenIncident records what did not go as the rules say. ID is the incident's, so that
// a row can point at it in the same transaction.
func OpenIncident(ctx context.Context, tx *db.Tx, client uuid.UUID, i Incident) error {
	if i.At.IsZero() {
		i.At = tx.Now
	}
	_, err := db.Exec(ctx, tx, `
		insert into incident (client_id, `+db.Columns[Incident]()+`)
		values (@client, `+db.Values[Incident]()+`)`, db.Named(i, "client", client))
	if err != nil {
		return fmt.Errorf("open incident: %w", err)
	}
	return nil
}

// CloseIncident closes an incident with what was found.
func (s Service) CloseIncident(ctx context.Context, client, id uuid.UUID, c ClosingEntry) error {
	if err := c.Check(); err != nil {
		return err
	}
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		if err := closeIncident(ctx, tx, client, id, c.Words); err != nil {
			return ev, err
		}
		return audit.Did("incident.closed", client, "incident", id),
			task.Close(ctx, tx, client, task.CloseIncident, task.Fact{Kind: "incident", ID: id}, "incident closed")
	})
}

func closeIncident(ctx context.Context, tx *db.Tx, client, id uuid.UUID, words string) error {
	n, err := db.Exec(ctx, tx, `
		update incident
		set closed_at = app_now(), closed_by = app_staff(), closed_words = $3
		where client_id = $1 and id = $2 and closed_at is null`, client, id, words)
	if err == nil && n == 0 {
		err = problem.New(problem.Conflict, "This incident is closed already, or not there. Open the page again.")
	}
	return err
}
