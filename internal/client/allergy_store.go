package client

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/problem"
)

// AddAllergy notes an allergy, or that none is known. One takes the other's place, and one
// to the same substance takes that of the earlier.
func (s Service) AddAllergy(ctx context.Context, client, id uuid.UUID, e AllergyEntry) error {
	e = e.whole()
	if err := e.Check(); err != nil {
		return err
	}
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (audit.Event, error) {
		b := db.NewBatch(tx)
		found, rows := QueueClient(b, client), QueueAllergies(b, client)
		if err := b.Send(ctx); err != nil {
			return audit.Event{}, err
		}
		if _, err := found.One(); err != nil {
			return audit.Event{}, err
		}
		was, err := e.replaces(rows.All())
		if err != nil {
			return audit.Event{}, err
		}
		for _, a := range was {
			if err := endAllergy(ctx, tx, client, a.ID); err != nil {
				return audit.Event{}, err
			}
		}
		if err := endNoneKnown(ctx, tx, client); err != nil {
			return audit.Event{}, err
		}
		if e.NoneKnown {
			return audit.Did("allergy.asked", client, "allergy", id), noneKnown(ctx, tx, client, id)
		}
		return audit.Did("allergy.added", client, "allergy", id), addAllergy(ctx, tx, client, id, e)
	})
}

func noneKnown(ctx context.Context, tx *db.Tx, client, id uuid.UUID) error {
	n, err := allergiesInForce(ctx, tx, client)
	if err == nil && n > 0 {
		err = problem.At("none_known", "Allergies are on record. End those that are wrong first.")
	}
	if err != nil {
		return err
	}
	return addAllergy(ctx, tx, client, id, AllergyEntry{Substance: NoneKnown})
}

// EndAllergy notes that the client does not react to it after all.
func (s Service) EndAllergy(ctx context.Context, client, allergy uuid.UUID) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (audit.Event, error) {
		return audit.Did("allergy.ended", client, "allergy", allergy), endAllergy(ctx, tx, client, allergy)
	})
}

// QueueAllergies reads allergies, those in force first.
func QueueAllergies(b *db.Batch, client uuid.UUID) *db.Rows[Allergy] {
	return db.Queue[Allergy](b, `
		select `+db.Columns[Allergy]()+`
		from allergy
		where client_id = $1
		order by ended_at is not null, created_at, id`, client)
}

func addAllergy(ctx context.Context, tx *db.Tx, client, id uuid.UUID, e AllergyEntry) error {
	_, err := db.Exec(ctx, tx, `
		insert into allergy (id, client_id, `+db.Columns[AllergyEntry]()+`)
		values (@id, @client, `+db.Values[AllergyEntry]()+`)`, db.Named(e, "id", id, "client", client))
	return err
}

// endNoneKnown ends the row that there is none, once there is one; or the other way round.
func endNoneKnown(ctx context.Context, tx *db.Tx, client uuid.UUID) error {
	_, err := db.Exec(ctx, tx, `
		update allergy
		set ended_at = app_now()
		where client_id = $1 and substance = $2 and ended_at is null`, client, NoneKnown)
	return err
}

func allergiesInForce(ctx context.Context, tx *db.Tx, client uuid.UUID) (int, error) {
	return db.One[int](ctx, tx, `
		select count(*)::int
		from allergy
		where client_id = $1 and substance <> $2 and ended_at is null`, client, NoneKnown)
}

func endAllergy(ctx context.Context, tx *db.Tx, client, allergy uuid.UUID) error {
	return db.Change(ctx, tx, `
		update allergy
		set ended_at = app_now()
		where id = $2 and client_id = $1 and ended_at is null`, client, allergy)
}
