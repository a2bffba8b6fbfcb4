package app

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/db"
)

// work looks at the clock and does what is due by time alone, each minute,
// until ctx ends; each hour it compares the clocks of the calendar.
func (a *App) work(ctx context.Context) error {
	tick, hour := time.NewTicker(time.Minute), time.NewTicker(time.Hour)
	defer tick.Stop()
	defer hour.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			a.minute(ctx)
		case <-hour.C:
			a.hour(ctx)
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

// hour is what is looked at each hour. A difference found now is said on every page and by
// /readyz; a session that runs goes on.
func (a *App) hour(ctx context.Context) {
	if err := a.compareZones(ctx); err != nil && ctx.Err() == nil {
		a.Log.ErrorContext(ctx, "compare the zones", "error", err.Error())
	}
}

func (a *App) clinics(ctx context.Context) (ids []uuid.UUID, err error) {
	err = a.DB.Door(ctx, func(tx *db.Tx) error {
		ids, err = db.All[uuid.UUID](ctx, tx, `select * from clinic_ids()`)
		return err
	})
	return ids, err
}
