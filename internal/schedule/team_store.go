package schedule

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/problem"
)

// queueOnDuty reads who has hours on the weekday of a dosing; of another visit nobody is
// asked for.
func queueOnDuty(b *db.Batch, a Appointment) *db.Rows[uuid.UUID] {
	if a.Kind != Dosing {
		return &db.Rows[uuid.UUID]{}
	}
	return db.Queue[uuid.UUID](b, `
		select distinct h.staff_id
		from staff_hours h
		join (
		    select id, ($1::timestamptz at time zone zone)::date as day
		    from clinic) z on z.id = h.clinic_id
		where h.weekday = extract(dow from z.day) and z.day >= h.valid_from and z.day < h.valid_until`, a.StartsAt)
}

func (a Appointment) visited() client.Visited {
	return client.Visited{Client: a.ClientID, Staff: a.StaffID, At: a.StartsAt}
}

// joinTeam puts the person of the visit on the care team, and whoever is on duty.
func joinTeam(ctx context.Context, tx *db.Tx, a Appointment, onDuty []uuid.UUID) error {
	joined, err := client.JoinVisit(ctx, tx, a.visited(), a.Kind.Role())
	if err != nil {
		return err
	}
	if !joined {
		return problem.At("staff_id", "This person does not see clients here. Choose somebody else.")
	}
	return client.JoinDuty(ctx, tx, a.visited(), onDuty)
}

func leaveTeam(ctx context.Context, tx *db.Tx, v Visit) error {
	return client.LeaveVisit(ctx, tx, v.visited(), v.Kind == Dosing)
}
