package app

import (
	"context"
	"errors"
	"time"

	"kap/internal/db"
	"kap/internal/demo"
	"kap/internal/progress"
	"kap/internal/staff"
)

// FillDemo makes the demo clinic where no clinic is: the clinic and its people as
// owner, everything else through the operations as the app, all in one transaction.
// Where a clinic is already, nothing changes. line tells of each client and month.
func FillDemo(ctx context.Context, ownerDSN string, clock func() time.Time, line *progress.Line) error {
	began, clients := Now(), 0
	err := demoAtOnce(ctx, ownerDSN, clock, line, func(ctx context.Context, h demo.House) (err error) {
		clients, err = h.Fill(ctx, line)
		return err
	})
	if err == nil && clients > 0 {
		line.End("The demo clinic is filled: %d clients, in %d s.", clients, int(Now().Sub(began).Seconds()+0.5))
	}
	return err
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

// demoAtOnce makes the clinic and does then in one transaction; where a clinic is
// already, it does nothing.
func demoAtOnce(ctx context.Context, ownerDSN string, clock func() time.Time, line *progress.Line, then func(context.Context, demo.House) error) error {
	return db.AtOnce(ctx, ownerDSN, func(o *db.Once) error {
		founded := func() time.Time { return clock().AddDate(-1, 0, 0) } // what is done there began long before
		owner := o.Owner(founded)
		empty, err := demo.Alone(ctx, owner, line)
		if err != nil || !empty {
			return err
		}
		clinic, err := demo.Found(ctx, owner, FirstTexts)
		if err != nil {
			return err
		}
		d, err := o.App(ctx, founded)
		if err != nil {
			return err
		}
		return furnished(ctx, d, clinic, clock, then)
	})
}

// furnished does then in the clinic with its protocol and texts in force.
func furnished(ctx context.Context, d *db.DB, c demo.Clinic, clock func() time.Time, then func(context.Context, demo.House) error) error {
	h := newSteps(d, nil, false).house(c)
	if err := h.Approve(ctx); err != nil {
		return err
	}
	d.Clock = clock
	return then(ctx, h)
}
