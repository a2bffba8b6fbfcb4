package client

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/problem"
)

// ChangeDetails stores what was typed over the version that was shown.
func (s Service) ChangeDetails(ctx context.Context, client uuid.UUID, d Details) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (audit.Event, error) {
		if _, err := Find(ctx, tx, client); err != nil {
			return audit.Event{}, err
		}
		if err := d.Check(tx.Now); err != nil {
			return audit.Event{}, err
		}
		stored, err := change(ctx, tx, client, d)
		if err == nil && !stored {
			err = problem.New(problem.Conflict, "Somebody else changed these details since this page was opened. What is stored now stands beside what you typed; save again to store yours.")
		}
		return audit.Did("client.changed", client, "client", client), err
	})
}

// Add writes a client down. Whoever does is not on the care team yet: they
// cannot read the row back.
func Add(ctx context.Context, tx *db.Tx, id uuid.UUID, d Details) error {
	_, err := db.Exec(ctx, tx, `
		insert into client (id, legal_name, preferred_name, pronouns, born, sex_for_scoring, phone, email, address,
		    emergency_name, emergency_phone, emergency_relation)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`, id, d.LegalName, d.PreferredName, d.Pronouns,
		d.Born(), d.Sex(), d.Phone, d.Email, d.Address, d.EmergencyName, d.EmergencyPhone, d.EmergencyRelation)
	return err
}

// change stores details over the version the page showed; false: that version is gone.
func change(ctx context.Context, tx *db.Tx, client uuid.UUID, d Details) (bool, error) {
	n, err := db.Exec(ctx, tx, `
		update client
		set legal_name = $3, preferred_name = $4, pronouns = $5, born = $6, sex_for_scoring = $7, phone = $8, email = $9,
		    address = $10, emergency_name = $11, emergency_phone = $12, emergency_relation = $13, version = version + 1
		where id = $1 and version = $2`, client, d.Version, d.LegalName, d.PreferredName, d.Pronouns, d.Born(), d.Sex(),
		d.Phone, d.Email, d.Address, d.EmergencyName, d.EmergencyPhone, d.EmergencyRelation)
	return n == 1, err
}
