package app

import (
	"context"
	"errors"
	"time"

	"kap/internal/db"
	"kap/internal/demo"
	"kap/internal/staff"
)

// Found makes the demo clinic with its people, its protocol and consent texts
// approved, and nobody in its care yet.
func Found(ctx context.Context, ownerDSN, appDSN string, clock func() time.Time) error {
	return withDemo(ctx, ownerDSN, appDSN, clock, func(context.Context, demo.House) error { return nil })
}

// FillDemo makes the demo clinic in an empty database: the clinic and its
// people as owner, everything else through the operations as the app.
func FillDemo(ctx context.Context, ownerDSN, appDSN string, clock func() time.Time) error {
	return withDemo(ctx, ownerDSN, appDSN, clock, func(ctx context.Context, h demo.House) error { return h.Fill(ctx) })
}

// DemoAlone refuses to show the demo people beside a real clinic: anybody at this
// machine would be in.
func DemoAlone(ctx context.Context, d *db.DB) error {
	people, err := staff.Service{DB: d}.DemoPeople(ctx)
	if err == nil && len(people) == 0 {
		err = errors.New("--demo works only where the demo clinic is the only clinic; serve this database without it")
	}
	return err
}

func withDemo(ctx context.Context, ownerDSN, appDSN string, clock func() time.Time, then func(context.Context, demo.House) error) error {
	founded := func() time.Time { return clock().AddDate(-1, 0, 0) } // what is done there began long before
	owner, err := db.OpenOwner(ctx, ownerDSN, founded)
	if err != nil {
		return err
	}
	defer owner.Close()
	clinic, err := demo.Found(ctx, owner, FirstTexts)
	if err != nil {
		return err
	}
	pool, err := db.Open(ctx, appDSN)
	if err != nil {
		return err
	}
	defer pool.Close()
	pool.Clock = founded
	h := newSteps(pool, nil, false).house(clinic)
	if err := h.Approve(ctx); err != nil {
		return err
	}
	pool.Clock = clock
	return then(ctx, h)
}
