package client

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/db"
)

// QueueEscorts reads who collects the client, those who still do first.
func QueueEscorts(b *db.Batch, client uuid.UUID) *db.Rows[Escort] {
	return db.Queue[Escort](b, `
		select id, name, phone, relation, adult, ended_at
		from escort
		where client_id = $1
		order by ended_at is not null, created_at, id`, client)
}

func addEscort(ctx context.Context, tx *db.Tx, client, id uuid.UUID, e EscortEntry) error {
	_, err := db.Exec(ctx, tx, `
		insert into escort (id, client_id, name, phone, relation, adult)
		values ($1, $2, $3, $4, $5, $6)`, id, client, e.Name, e.Phone, e.Relation, e.Adult)
	return err
}

func endEscort(ctx context.Context, tx *db.Tx, client, escort uuid.UUID) error {
	return db.Change(ctx, tx, `
		update escort
		set ended_at = app_now()
		where id = $2 and client_id = $1 and ended_at is null`, client, escort)
}
