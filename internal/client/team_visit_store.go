package client

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/db"
)

// Visited is a visit as the care team has it: whose, with whom and when. Its places last
// from the day before it until 7 days after, in whole days of the clinic.
type Visited struct {
	Client uuid.UUID
	Staff  uuid.UUID
	At     time.Time
}

const (
	visitDay   = `(@at::timestamptz at time zone z.zone)::date`
	visitSince = `(` + visitDay + ` - 1)::timestamp at time zone z.zone`
	visitUntil = `(` + visitDay + ` + 8)::timestamp at time zone z.zone`
)

// JoinVisit puts the person of a visit on the care team, in the role that the visit is
// for where they work in it. False: they see no clients here.
func JoinVisit(ctx context.Context, tx *db.Tx, v Visited, role auth.Role) (bool, error) {
	n, err := db.Exec(ctx, tx, `
		insert into care_team (id, client_id, staff_id, role, since, until, reason)
		select @id, @client, s.id, r.role, `+visitSince+`, `+visitUntil+`, 'booked'
		from staff s
		join clinic z on z.id = s.clinic_id
		cross join lateral (
		    select role
		    from unnest(s.roles) as role
		    where role in ('prescriber', 'therapist', 'nurse', 'medical_assistant')
		    order by role = @role desc, role
		    limit 1) r
		where s.id = @staff and s.disabled_at is null`, db.Named(v, "id", db.NewID(), "role", role))
	if err != nil {
		return false, fmt.Errorf("put the person of the visit on the care team: %w", err)
	}
	return n > 0, nil
}

// JoinDuty puts the nurses and medical assistants among those on duty on the care team of
// a visit, since vitals and rescue may fall to any of them; again it does nothing new. The
// database does it for whoever sees the client: a nurse writes nobody's place.
func JoinDuty(ctx context.Context, tx *db.Tx, v Visited, onDuty []uuid.UUID) error {
	if len(onDuty) == 0 {
		return nil
	}
	_, err := db.Exec(ctx, tx, `
		select join_duty(@client, @staff, `+visitSince+`, `+visitUntil+`, @on_duty::uuid[])
		from clinic z`, db.Named(v, "on_duty", onDuty))
	if err != nil {
		return fmt.Errorf("put who is on duty on the care team: %w", err)
	}
	return nil
}

// LeaveVisit ends the places that a visit gave, now or before they begin; duty: also of
// those who were on duty. An actor's own place that has begun runs on: they must not lose
// the client they are changing a visit of.
func LeaveVisit(ctx context.Context, tx *db.Tx, v Visited, duty bool) error {
	_, err := db.Exec(ctx, tx, `
		update care_team
		set until = greatest(since, app_now())
		where id in (
		    select distinct on (c.staff_id) c.id
		    from care_team c
		    join clinic z on z.id = c.clinic_id
		    where c.client_id = @client and (c.staff_id = @staff and c.reason = 'booked' or c.reason = 'on duty' and @duty)
		      and c.since = `+visitSince+`
		      and c.until = `+visitUntil+`
		      and (c.since > app_now() or c.staff_id <> all (app_staffs()))
		    order by c.staff_id, c.id)`, db.Named(v, "duty", duty))
	if err != nil {
		return fmt.Errorf("end places on the care team: %w", err)
	}
	return nil
}
