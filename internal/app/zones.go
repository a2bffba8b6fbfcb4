package app

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/clinic"
	"kap/internal/db"
)

// zones compares the two clocks of the calendar: the program's file of zones and the
// database's.
type zones struct {
	load  func(name string) (*time.Location, error) // the program's
	wrong atomic.Pointer[string]                    // what differs within the months served; nil: nothing
}

// said is what differs, for the banner and /readyz.
func (z *zones) said() string {
	if wrong := z.wrong.Load(); wrong != nil {
		return *wrong
	}
	return ""
}

// compareZones looks at every clinic's zone on connections of now: a session of Postgres
// keeps a zone's rules for life, so that old ones would not see an updated file.
func (a *App) compareZones(ctx context.Context) error {
	a.DB.Renew()
	clinics, err := a.clinics(ctx)
	if err != nil {
		return err
	}
	var wrong []string
	for _, id := range clinics {
		words, err := a.zoneOf(auth.With(ctx, auth.Worker(id, "zones")), id)
		if err != nil {
			return err
		}
		if words != "" {
			wrong = append(wrong, words)
		}
	}
	all := strings.Join(wrong, " ")
	a.zones.wrong.Store(&all)
	return nil
}

// zoneOf is what differs for one clinic within the months served; what differs later is logged.
func (a *App) zoneOf(ctx context.Context, id uuid.UUID) (words string, err error) {
	err = a.DB.Read(ctx, func(v *db.View) error {
		names, err := clinic.ZonesInUse(ctx, v)
		if err != nil {
			return err
		}
		for _, name := range names {
			c, err := clinic.ClocksOf(ctx, v, name, v.Now, a.zones.load)
			if err != nil {
				return err
			}
			d, differ := c.Differ(v.Now, v.Now.AddDate(0, clinic.Looked, 0))
			if !differ {
				continue
			}
			a.Log.WarnContext(ctx, "the clocks of program and database differ", "clinic", id.String(), "zone", name, "words", c.Words(d))
			if d.At.Before(v.Now.AddDate(0, clinic.Served, 0)) {
				words = c.Words(d)
			}
		}
		return nil
	})
	return words, err
}

// fitZones refuses to serve a clinic two parts of whose pages would be an hour apart within a
// year.
func (a *App) fitZones(ctx context.Context) error {
	if err := a.compareZones(ctx); err != nil {
		return fmt.Errorf("compare the time zones of program and database: %w", err)
	}
	if words := a.zones.said(); words != "" {
		return errors.New(words)
	}
	return nil
}
