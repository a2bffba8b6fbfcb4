package schedule

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/pause"
	"kap/internal/spine"
)

// Hold is which confirmed visits of a course become tentative; they keep their slots.
type Hold struct {
	Course       uuid.UUID // zero: the client's open one
	Kind         Kind      // empty: of every kind
	Keep         int       // so many of those that lie ahead stay as they are, the first first
	TentativeFor string    // words for the desk
}

// HoldAhead makes the visits ahead tentative.
func HoldAhead(ctx context.Context, tx *db.Tx, client uuid.UUID, h Hold) error {
	_, err := db.Exec(ctx, tx, `
		with ahead as (
		    select a.id, row_number() over (order by a.starts_at) as position
		    from appointment a
		    where a.client_id = @client and (@kind = '' or a.kind = @kind) and a.status in `+Ahead+` and a.starts_at > app_now()
		      and a.course_id = coalesce(@course, (
		        select k.id
		        from course k
		        where k.client_id = @client and `+spine.Open+`)))
		update appointment a
		set status = '`+string(Tentative)+`', tentative_for = @tentative_for, version = a.version + 1
		from ahead b
		where a.id = b.id and a.client_id = @client and a.status = '`+string(Confirmed)+`' and b.position > @keep`, db.Named(h, "client", client))
	if err != nil {
		return fmt.Errorf("hold the visits of a course: %w", err)
	}
	return nil
}

// HoldPaused is what a pause does to the later bookings of its course (protocol 1.4).
func HoldPaused(ctx context.Context, tx *db.Tx, client, course uuid.UUID) error {
	return HoldAhead(ctx, tx, client, Hold{Course: course, TentativeFor: pause.DeskWord})
}
