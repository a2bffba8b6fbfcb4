package schedule

import (
	"context"
	"time"

	"kap/internal/calendar"
	"kap/internal/db"
)

// Service books, moves and cancels visits.
type Service struct {
	DB *db.DB
	// LastDosing is the dosing that lies on a day or last before it, which the course knows,
	// a later step; app gives it. Nil: integration visits lie on any day.
	LastDosing func(ctx context.Context, tx *db.Tx, a Appointment, day time.Time, zone *time.Location) (LastDosing, bool, error)
}

// Zone is the clinic's time zone.
func Zone(ctx context.Context, r db.Reader) (*time.Location, error) {
	name, err := db.One[string](ctx, r, `
		select zone
		from clinic`)
	if err != nil {
		return nil, err
	}
	return calendar.Zone(name)
}

// QueueZone reads the name of the clinic's time zone; see calendar.Zone.
func QueueZone(b *db.Batch) *db.Rows[string] {
	return db.Queue[string](b, `
		select zone
		from clinic`)
}
