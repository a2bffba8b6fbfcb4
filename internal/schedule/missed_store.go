package schedule

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/pause"
)

// askMissed asks the prescriber where a client missed as many integration visits in a
// row as the protocol lets pass (1.4: 2). The visits stay booked.
func askMissed(ctx context.Context, tx *db.Tx, v Visit) error {
	if v.Kind != Integration || v.CourseID == nil {
		return nil
	}
	missed, err := missedInARow(ctx, tx, v.ClientID, *v.CourseID)
	if err != nil {
		return err
	}
	body, err := bodyOfCourse(ctx, tx, v.ClientID)
	if err != nil || missed < body.Eligibility.ReviewMissedVisits {
		return err
	}
	return pause.OpenReview(ctx, tx, pause.ReviewOpening{
		Client: v.ClientID, Course: *v.CourseID, Kind: pause.Missed, Fact: pause.Fact{Kind: "appointment", ID: v.ID},
		Reason: fmt.Sprintf("%d integration visits missed in a row.", missed),
	})
}

// missedInARow counts the integration visits of a course missed since the last one held.
func missedInARow(ctx context.Context, tx *db.Tx, client, course uuid.UUID) (int, error) {
	return db.One[int](ctx, tx, `
		select count(*)::int
		from appointment a
		where a.client_id = $1 and a.course_id = $2 and a.kind = 'integration' and a.status = 'no_show'
		  and not exists (
		    select
		    from appointment h
		    where h.client_id = $1 and h.course_id = $2 and h.kind = 'integration' and h.status = 'done'
		      and h.starts_at > a.starts_at)`, client, course)
}
