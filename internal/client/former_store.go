package client

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/fold"
)

// Known is who a client is, with the names they had before.
type Known struct {
	Client
	Former []FormerName
}

// Known is one client with their former names.
func (s Service) Known(ctx context.Context, client uuid.UUID) (k Known, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		found, former := QueueClient(b, client), queueFormerOf(b, client)
		if err := b.Send(ctx); err != nil {
			return err
		}
		k.Client, err = found.One()
		k.Former = k.Details.Former(former.All())
		return err
	})
	return k, err
}

// RemoveFormerName takes away a name that must not be shown: nobody finds the client by it
// or reads it any more.
func (s Service) RemoveFormerName(ctx context.Context, client, name uuid.UUID) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (audit.Event, error) {
		return audit.Did("former_name.removed", client, "former_name", name), db.Change(ctx, tx, `
			update former_name
			set removed_at = app_now(), removed_by = app_staff()
			where id = $2 and client_id = $1 and removed_at is null`, client, name)
	})
}

// keepFormer keeps the names that a change of details took away, each once.
func keepFormer(ctx context.Context, tx *db.Tx, was Client, now Details) error {
	for _, name := range was.gone(now) {
		_, err := db.Exec(ctx, tx, `
			insert into former_name (id, client_id, name, name_key)
			select $1, $2, $3, $4
			where not exists (
			    select from former_name f
			    where f.client_id = $2 and f.name_key = $4 and f.removed_at is null)`,
			db.NewID(), was.ID, name, fold.Name(name))
		if err != nil {
			return err
		}
	}
	return nil
}

// queueFormerOf reads the names a client had before, the latest first.
func queueFormerOf(b *db.Batch, client uuid.UUID) *db.Rows[FormerName] {
	return db.Queue[FormerName](b, `
		select id, client_id, name, name_key, created_at as until
		from former_name
		where client_id = $1 and removed_at is null
		order by created_at desc, id`, client)
}

// queueFormer reads those of every client the reader sees.
func queueFormer(b *db.Batch) *db.Rows[FormerName] {
	return db.Queue[FormerName](b, `
		select id, client_id, name, name_key, created_at as until
		from former_name
		where removed_at is null
		order by created_at desc, id`)
}
