package client

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/problem"
)

// Service is what the clinic does with the person in care.
type Service struct{ DB *db.DB }

// List are clients that somebody sees.
type List struct {
	Clients []Listed
	More    bool // than the 200 shown
}

// Clients lists who fits the search among those the actor sees, by legal name.
// The event of the view holds how many.
func (s Service) Clients(ctx context.Context, q string) (list List, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		list.Clients, err = find(ctx, v, ParseSearch(q))
		if list.More = len(list.Clients) > listLimit; list.More {
			list.Clients = list.Clients[:listLimit]
		}
		v.Rows = len(list.Clients)
		return err
	})
	return list, err
}

// Client is one client.
func (s Service) Client(ctx context.Context, client uuid.UUID) (c Client, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		c, err = Find(ctx, v, client)
		return err
	})
	return c, err
}

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

// Team is who cares for a client, and who could.
type Team struct {
	Named  Named
	Caring []Caring
}

// Team reads the care team as the actor may see it.
func (s Service) Team(ctx context.Context, client uuid.UUID) (t Team, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		found, named, caring := QueueClient(b, client), QueueNamed(b, client), QueueTeam(b, client)
		if err := b.Send(ctx); err != nil {
			return err
		}
		t.Named, _ = named.Maybe()
		t.Caring = caring.All()
		_, err := found.One()
		return err
	})
	return t, err
}

// SeesAfter says whether the actor will see the client they are taking in.
func SeesAfter(ctx context.Context, prescriber, therapist uuid.UUID) bool {
	actor, err := auth.From(ctx)
	return err == nil && Sees(actor, Places(prescriber, therapist))
}
