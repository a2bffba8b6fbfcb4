package client

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
)

// Escorts are who collects the client.
func (s Service) Escorts(ctx context.Context, client uuid.UUID) (escorts []Escort, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		found, rows := QueueClient(b, client), QueueEscorts(b, client)
		if err := b.Send(ctx); err != nil {
			return err
		}
		escorts = rows.All()
		_, err := found.One()
		return err
	})
	return escorts, err
}

// AddEscort notes somebody who collects the client.
func (s Service) AddEscort(ctx context.Context, client, id uuid.UUID, e EscortEntry) error {
	if err := e.Check(); err != nil {
		return err
	}
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (audit.Event, error) {
		b := db.NewBatch(tx)
		found, escorts := QueueClient(b, client), QueueEscorts(b, client)
		if err := b.Send(ctx); err != nil {
			return audit.Event{}, err
		}
		if _, err := found.One(); err != nil {
			return audit.Event{}, err
		}
		if err := e.Twice(escorts.All()); err != nil {
			return audit.Event{}, err
		}
		return audit.Did("escort.added", client, "escort", id), addEscort(ctx, tx, client, id, e)
	})
}

// EndEscort notes that somebody no longer collects the client.
func (s Service) EndEscort(ctx context.Context, client, escort uuid.UUID) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (audit.Event, error) {
		return audit.Did("escort.ended", client, "escort", escort), endEscort(ctx, tx, client, escort)
	})
}

// QueueEscorts reads who collects the client, those who still do first.
func QueueEscorts(b *db.Batch, client uuid.UUID) *db.Rows[Escort] {
	return db.Queue[Escort](b, `
		select `+db.Columns[Escort]()+`
		from escort
		where client_id = $1
		order by ended_at is not null, created_at, id`, client)
}

func addEscort(ctx context.Context, tx *db.Tx, client, id uuid.UUID, e EscortEntry) error {
	_, err := db.Exec(ctx, tx, `
		insert into escort (id, client_id, `+db.Columns[EscortEntry]()+`)
		values (@id, @client, `+db.Values[EscortEntry]()+`)`, db.Named(e, "id", id, "client", client))
	return err
}

func endEscort(ctx context.Context, tx *db.Tx, client, escort uuid.UUID) error {
	return db.Change(ctx, tx, `
		update escort
		set ended_at = app_now()
		where id = $2 and client_id = $1 and ended_at is null`, client, escort)
}
