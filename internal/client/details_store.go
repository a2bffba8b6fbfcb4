package client

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/fold"
	"kap/internal/problem"
)

// ChangeDetails stores what was typed over the version that was shown.
func (s Service) ChangeDetails(ctx context.Context, client uuid.UUID, e DetailsEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (audit.Event, error) {
		was, err := Find(ctx, tx, client)
		if err != nil {
			return audit.Event{}, err
		}
		if err := e.Check(tx.Now); err != nil {
			return audit.Event{}, err
		}
		stored, err := change(ctx, tx, client, e)
		if err == nil && !stored {
			err = problem.New(problem.Conflict, "Somebody else changed these details since this page was opened. What is stored now stands beside what you typed; save again to store yours.")
		}
		if err == nil {
			err = keepFormer(ctx, tx, was, e.Details)
		}
		return audit.Did("client.changed", client, "client", client), err
	})
}

// Add writes a client down. Whoever does is not on the care team yet: they
// cannot read the row back.
func Add(ctx context.Context, tx *db.Tx, id uuid.UUID, d Details) error {
	_, err := db.Exec(ctx, tx, `
		insert into client (id, legal_key, preferred_key, `+db.Columns[Details]()+`)
		values (@id, @legal_key, @preferred_key, `+db.Values[Details]()+`)`,
		db.Named(d, "id", id, "legal_key", fold.Name(d.LegalName), "preferred_key", fold.Name(d.PreferredName)))
	return err
}

// change stores details over the version the page showed; false: that version is gone.
func change(ctx context.Context, tx *db.Tx, client uuid.UUID, e DetailsEntry) (bool, error) {
	n, err := db.Exec(ctx, tx, `
		update client
		set `+db.Sets[Details]()+`, legal_key = @legal_key, preferred_key = @preferred_key, version = version + 1
		where id = @client and version = @version`, db.Named(e.Whole(), "client", client, "version", e.Version,
		"legal_key", fold.Name(e.LegalName), "preferred_key", fold.Name(e.PreferredName)))
	return n == 1, err
}
