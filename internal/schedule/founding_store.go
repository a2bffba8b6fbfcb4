package schedule

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/fold"
)

// Furnish adds a room to a clinic that is being made, as owner.
func Furnish(ctx context.Context, tx *db.Tx, clinic, id uuid.UUID, e RoomEntry) error {
	if err := e.Check(); err != nil {
		return err
	}
	_, err := db.Exec(ctx, tx, `
		insert into room (clinic_id, id, name_key, `+db.Columns[RoomEntry]()+`)
		values (@clinic, @id, @name_key, `+db.Values[RoomEntry]()+`)`,
		db.Named(e, "clinic", clinic, "id", id, "name_key", fold.Name(e.Name)))
	return nameTaken(err)
}

// Roster gives somebody weekly hours in a clinic that is being made, as owner: as if they
// had always had them.
func Roster(ctx context.Context, tx *db.Tx, clinic uuid.UUID, e HoursEntry) error {
	if err := e.Check(); err != nil {
		return err
	}
	_, err := db.Exec(ctx, tx, `
		insert into staff_hours (clinic_id, id, staff_id, weekday, starts, ends)
		select @clinic, gen_random_uuid(), @staff, day, @starts::text::time, @ends::text::time
		from unnest(@weekdays::int[]) as day`, db.Named(e, "clinic", clinic))
	return err
}
