package client

import (
	"context"
	"maps"
	"slices"

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

// Likely are those the reader sees who are likely the person of these details.
func Likely(ctx context.Context, r db.Reader, d Details) ([]Double, error) {
	keys, former, err := everybody(ctx, r)
	return Doubles(KeyOf(d), keys, former), err
}

// Likeness is a client who is likely the same person as another, and why.
type Likeness struct {
	Client
	Why string
}

// Likenesses reads who is likely the same, by legal name.
func Likenesses(ctx context.Context, r db.Reader, doubles []Double) ([]Likeness, error) {
	why := map[uuid.UUID]string{}
	for _, d := range doubles {
		why[d.ID] = d.Why
	}
	clients, err := db.All[Client](ctx, r, `
		select `+db.From[Client]("p")+`
		from client p
		where p.id = any ($1::uuid[])
		order by p.legal_key, p.id`, slices.Collect(maps.Keys(why)))
	likenesses := make([]Likeness, len(clients))
	for i, c := range clients {
		likenesses[i] = Likeness{c, why[c.ID]}
	}
	return likenesses, err
}
