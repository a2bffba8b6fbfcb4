package client

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
)

// Service is what the clinic does with the person in care.
type Service struct {
	DB *db.DB
	// Decided is the client's open course once a decision was signed in it, which eligibility
	// knows, a later step; app gives it. Nil: no medicine is a question for the prescriber.
	Decided func(ctx context.Context, tx *db.Tx, client uuid.UUID) (course uuid.UUID, decided bool, err error)
}

// Client is one client.
func (s Service) Client(ctx context.Context, client uuid.UUID) (c Client, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		c, err = Find(ctx, v, client)
		return err
	})
	return c, err
}

var byID = `
	select ` + db.From[Client]("p") + `
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
		select `+db.From[Client]("p")+`
		from client p
		where p.born = $1
		order by p.legal_name, p.id`, born)
}
