package pause

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/spine"
)

// DeskWord is what the front desk reads of a pause, and why a booking is tentative.
const DeskWord = "Paused"

// holdBookings makes the later confirmed bookings of a paused course tentative; they
// keep their slots (protocol 1.4). Zero course: the client's open one.
func holdBookings(ctx context.Context, tx *db.Tx, client, course uuid.UUID) error {
	_, err := db.Exec(ctx, tx, `
		update appointment
		set status = 'tentative', tentative_for = @word, version = version + 1
		where client_id = @client and status = 'confirmed' and starts_at > app_now()
		  and course_id = coalesce(@course, (
		    select k.id
		    from course k
		    where k.client_id = @client and `+spine.Open+`))`,
		db.Named(nil, "client", client, "course", course, "word", DeskWord))
	if err != nil {
		return fmt.Errorf("hold the bookings of a paused course: %w", err)
	}
	return nil
}
