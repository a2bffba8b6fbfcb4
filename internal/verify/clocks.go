package verify

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/clinic"
	"kap/internal/db"
)

// zoned is a clinic and its zone.
type zoned struct {
	ID   uuid.UUID
	Zone string
}

// clocks finds clinics whose times the program and the database would show apart within two
// years. load reads the program's zones.
func clocks(ctx context.Context, owner *db.Owner, load func(string) (*time.Location, error)) (findings []Finding, err error) {
	err = owner.Read(ctx, func(v *db.View) error {
		clinics, err := db.All[zoned](ctx, v, `select id, zone from clinic order by id`)
		if err != nil {
			return err
		}
		for _, of := range clinics {
			c, err := clinic.ClocksOf(ctx, v, of.Zone, v.Now, load)
			if err != nil {
				return err
			}
			if d, differ := c.Differ(v.Now, v.Now.AddDate(0, clinic.Looked, 0)); differ {
				findings = append(findings, Finding{"Z1", "program and database do not count the clinic's hours alike", of.ID, "clinic", of.ID, c.Words(d)})
			}
		}
		return nil
	})
	return findings, err
}
