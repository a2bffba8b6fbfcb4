package client

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
)

const clientColumns = `p.id, p.number, p.legal_name, p.preferred_name, p.pronouns, p.born, p.sex_for_scoring, p.phone, p.email,
    p.address, p.emergency_name, p.emergency_phone, p.emergency_relation, p.version`

const byID = `
	select ` + clientColumns + `
	from client p
	where p.id = $1`

// QueueClient reads one client.
func QueueClient(b *db.Batch, client uuid.UUID) *db.Rows[Client] {
	return db.Queue[Client](b, byID, client)
}

// Find is one client inside a transaction, or NotFound.
func Find(ctx context.Context, r db.Reader, client uuid.UUID) (Client, error) {
	return db.One[Client](ctx, r, byID, client)
}

// BornOn are the clients of one birth date, as far as the reader sees them.
func BornOn(ctx context.Context, r db.Reader, born time.Time) ([]Client, error) {
	return db.All[Client](ctx, r, `
		select `+clientColumns+`
		from client p
		where p.born = $1
		order by p.legal_name, p.id`, born)
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
