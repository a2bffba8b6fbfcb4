package schedule

import (
	"context"
	"fmt"

	"kap/internal/db"
	"kap/internal/problem"
)

// joinTeam puts the person of the visit on the care team from the day before until
// 7 days after; for a dosing also every nurse and medical assistant with hours
// that weekday, since vitals and rescue may fall to any of them.
func joinTeam(ctx context.Context, tx *db.Tx, a Appointment) error {
	n, err := db.Exec(ctx, tx, `
		insert into care_team (id, client_id, staff_id, role, since, until, reason)
		select $1, $2, s.id, r.role, ((($4 at time zone z.zone)::date - 1)::timestamp at time zone z.zone),
		    ((($4 at time zone z.zone)::date + 8)::timestamp at time zone z.zone), 'booked'
		from staff s
		join clinic z on z.id = s.clinic_id
		cross join lateral (
		    select role
		    from unnest(s.roles) as role
		    where role in ('prescriber', 'therapist', 'nurse', 'medical_assistant')
		    order by role = $5 desc, role
		    limit 1) r
		where s.id = $3 and s.disabled_at is null`, db.NewID(), a.ClientID, a.StaffID, a.StartsAt, string(a.Kind.Role()))
	if err != nil {
		return fmt.Errorf("put the person of the visit on the care team: %w", err)
	}
	if n == 0 {
		return problem.At("staff_id", "This person does not see clients here. Choose somebody else.")
	}
	if a.Kind != Dosing {
		return nil
	}
	return JoinDuty(ctx, tx, a)
}

// JoinDuty puts whoever is on duty that weekday on the care team; again it does
// nothing new.
func JoinDuty(ctx context.Context, tx *db.Tx, a Appointment) error {
	_, err := db.Exec(ctx, tx, `
		insert into care_team (id, client_id, staff_id, role, since, until, reason)
		select gen_random_uuid(), $1, s.id, r.role, (w.day - 1)::timestamp at time zone w.zone,
		    (w.day + 8)::timestamp at time zone w.zone, 'on duty'
		from staff s
		join (
		    select id, zone, ($3 at time zone zone)::date as day
		    from clinic) w on w.id = s.clinic_id
		cross join lateral (
		    select role
		    from unnest(s.roles) as role
		    where role in ('nurse', 'medical_assistant')
		    order by role desc
		    limit 1) r
		where s.id <> $2 and s.disabled_at is null
		  and exists (
		    select
		    from staff_hours h
		    where h.clinic_id = s.clinic_id and h.staff_id = s.id and h.weekday = extract(dow from w.day)
		      and w.day >= h.valid_from and w.day < h.valid_until)
		  and not exists (
		    select
		    from care_team c
		    where c.clinic_id = s.clinic_id and c.client_id = $1 and c.staff_id = s.id and c.reason = 'on duty'
		      and c.since = (w.day - 1)::timestamp at time zone w.zone and c.until > c.since)`,
		a.ClientID, a.StaffID, a.StartsAt)
	if err != nil {
		return fmt.Errorf("put who is on duty on the care team: %w", err)
	}
	return nil
}

// leaveTeam ends the places that a visit gave, now or before they begin. An
// actor's own place that has begun runs on: they must not lose the client they
// are changing a visit of.
func leaveTeam(ctx context.Context, tx *db.Tx, v Visit) error {
	_, err := db.Exec(ctx, tx, `
		update care_team
		set until = greatest(since, app_now())
		where id in (
		    select distinct on (c.staff_id) c.id
		    from care_team c
		    join clinic z on z.id = c.clinic_id
		    where c.client_id = $1 and (c.staff_id = $2 and c.reason = 'booked' or c.reason = 'on duty' and $4)
		      and c.since = ((($3 at time zone z.zone)::date - 1)::timestamp at time zone z.zone)
		      and c.until = ((($3 at time zone z.zone)::date + 8)::timestamp at time zone z.zone)
		      and (c.since > app_now() or c.staff_id <> all (app_staffs()))
		    order by c.staff_id, c.id)`, v.ClientID, v.StaffID, v.StartsAt, v.Kind == Dosing)
	if err != nil {
		return fmt.Errorf("end places on the care team: %w", err)
	}
	return nil
}
