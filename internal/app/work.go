package app

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/db"
)

// work looks at the clock and does what is due by time alone, each minute,
// until ctx ends.
func (a *App) work(ctx context.Context) error {
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			a.minute(ctx)
		}
	}
}

// minute is one round of work. What fails is logged; the next round tries again.
func (a *App) minute(ctx context.Context) {
	if off, err := a.clock.measure(ctx, a.DB.Ping); err != nil || off.Abs() > drift {
		a.Log.ErrorContext(ctx, "clock", "off", off.String(), "error", err)
	}
	if a.due == nil {
		return
	}
	clinics, err := a.clinics(ctx)
	if err != nil {
		a.Log.ErrorContext(ctx, "list clinics", "error", err.Error())
	}
	for _, clinic := range clinics {
		if err := a.due(auth.With(ctx, auth.Worker(clinic, "minute"))); err != nil {
			a.Log.ErrorContext(ctx, "work of a minute", "clinic", clinic.String(), "error", err.Error())
		}
	}
}

func (a *App) clinics(ctx context.Context) (ids []uuid.UUID, err error) {
	err = a.DB.Door(ctx, func(tx *db.Tx) error {
		ids, err = db.All[uuid.UUID](ctx, tx, `select * from clinic_ids()`)
		return err
	})
	return ids, err
}
