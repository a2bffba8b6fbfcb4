package course

import (
	"context"
	"time"

	"kap/internal/calendar"
	"kap/internal/db"
	"kap/internal/schedule"
)

// LastDosing is what schedule asks before it books an integration visit on a day.
func LastDosing(ctx context.Context, tx *db.Tx, a schedule.Appointment, day time.Time, zone *time.Location) (schedule.LastDosing, bool, error) {
	b := db.NewBatch(tx)
	days, visits := QueueDosingDays(b, a.ClientID), schedule.QueueVisits(b, a.ClientID)
	if err := b.Send(ctx); err != nil {
		return schedule.LastDosing{}, false, err
	}
	last, found := lastDosing(days.All(), visits.All(), a.ID, day, zone)
	last.Today = calendar.Day(tx.Now, zone)
	return last, found, nil
}
