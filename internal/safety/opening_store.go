package safety

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/pause"
	"kap/internal/schedule"
	"kap/internal/spine"
	"kap/internal/task"
)

// open opens the pause, the review and the call that a fact calls for.
func open(ctx context.Context, tx *db.Tx, client uuid.UUID, who people, o Opened, fact pause.Fact) error {
	if o.Pause != "" {
		err := pause.Open(ctx, tx, pause.Opening{Client: client, Kind: o.Pause, Fact: fact, Reason: o.Reason}, schedule.HoldPaused)
		if err != nil {
			return err
		}
	}
	if o.Review != "" {
		err := pause.OpenReview(ctx, tx, pause.ReviewOpening{Client: client, Kind: o.Review, Fact: fact, Reason: o.Reason})
		if err != nil {
			return err
		}
	}
	if !o.NextDayCall {
		return nil
	}
	return task.Open(ctx, tx, task.New{Client: client, Kind: task.NextDayCall, Detail: o.Reason,
		Href:      "/clients/" + client.String() + "/safety-calls/new",
		OwnerRole: auth.Therapist, OwnerStaff: who.TherapistID, Due: who.NextDayEnds,
		Fact: task.Fact(fact)})
}

// people are the clinicians of the open course, zero where there is none, and when the
// clinic's next day ends.
type people struct {
	TherapistID  uuid.UUID
	PrescriberID uuid.UUID
	NextDayEnds  time.Time
}

func readPeople(ctx context.Context, tx *db.Tx, client uuid.UUID) (people, error) {
	return db.One[people](ctx, tx, `
		select k.therapist_id, k.prescriber_id,
		    ((app_now() at time zone z.zone)::date + 2)::timestamp at time zone z.zone as next_day_ends
		from client c
		join clinic z on z.id = c.clinic_id
		left join course k on k.client_id = c.id and `+spine.Open+`
		where c.id = $1`, client)
}
