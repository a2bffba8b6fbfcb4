package safety

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/pause"
	"kap/internal/task"
)

// open opens the pause, the review and the call that a fact calls for.
func open(ctx context.Context, tx *db.Tx, client uuid.UUID, who people, o Opened, fact Fact) error {
	if o.Pause != "" {
		err := pause.Open(ctx, tx, pause.Opening{Client: client, Kind: pause.Kind(o.Pause),
			Fact: pause.Fact{Kind: fact.Kind, ID: fact.ID}, Reason: o.Reason})
		if err != nil {
			return err
		}
	}
	if o.Review != "" {
		err := pause.OpenReview(ctx, tx, pause.ReviewOpening{Client: client, Kind: o.Review,
			Fact: pause.Fact{Kind: fact.Kind, ID: fact.ID}, Reason: o.Reason})
		if err != nil {
			return err
		}
	}
	if !o.NextDayCall {
		return nil
	}
	return task.Open(ctx, tx, task.New{Client: client, Kind: task.NextDayCall, Detail: o.Reason,
		Href:      "/clients/" + client.String() + "/safety-calls/new",
		OwnerRole: auth.Therapist, OwnerStaff: idOf(who.TherapistID), Due: who.NextDayEnds,
		Fact: task.Fact{Kind: fact.Kind, ID: fact.ID}})
}

// people are the clinicians of the open course, and when the clinic's next day begins.
type people struct {
	TherapistID  *uuid.UUID
	PrescriberID *uuid.UUID
	DayEnds      time.Time // of today, in the clinic's zone
	NextDayEnds  time.Time
}

func readPeople(ctx context.Context, tx *db.Tx, client uuid.UUID) (people, error) {
	return db.One[people](ctx, tx, `
		select c.therapist_id, c.prescriber_id,
		    ((app_now() at time zone z.zone)::date + 1)::timestamp at time zone z.zone as day_ends,
		    ((app_now() at time zone z.zone)::date + 2)::timestamp at time zone z.zone as next_day_ends
		from client p
		join clinic z on z.id = p.clinic_id
		left join course c on c.client_id = p.id and c.closed_at is null
		where p.id = $1`, client)
}

func idOf(id *uuid.UUID) uuid.UUID {
	if id == nil {
		return uuid.Nil
	}
	return *id
}
