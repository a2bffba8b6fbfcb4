package eligibility

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/db"
)

// takeProtocol notes the version the course goes by; the first stays.
func takeProtocol(ctx context.Context, tx *db.Tx, client, course uuid.UUID, version int) error {
	_, err := db.Exec(ctx, tx, `
		update course
		set protocol_version = $3
		where id = $2 and client_id = $1 and protocol_version is null`, client, course, version)
	return err
}

// settleDosings keeps the first booked dosing sessions of the course, as many as are
// authorized, and makes those after them tentative; they keep their slots. Tentative
// ones that only waited for this are confirmed, unless the course is paused.
func settleDosings(ctx context.Context, tx *db.Tx, client, course uuid.UUID, authorized int, words string) error {
	_, err := db.Exec(ctx, tx, `
		with booked as (
		    select a.id, row_number() over (order by a.starts_at) <= $3 as within
		    from appointment a
		    where a.client_id = $1 and a.course_id = $2 and a.kind = 'dosing'
		      and a.status in ('tentative', 'confirmed') and a.starts_at > app_now()),
		paused as (
		    select exists (
		        select
		        from pause p
		        where p.client_id = $1 and p.course_id = $2 and p.lifted_at is null) as yes)
		update appointment a
		set status = case when b.within then 'confirmed' else 'tentative' end,
		    tentative_for = case when b.within then '' else $4 end, version = a.version + 1
		from booked b, paused p
		where a.id = b.id and a.client_id = $1
		  and (not b.within and a.status = 'confirmed'
		    or b.within and a.status = 'tentative' and not p.yes
		      and a.tentative_for in ('Dosing sessions left', 'With the prescriber'))`, client, course, authorized, words)
	if err != nil {
		return fmt.Errorf("settle the booked dosing sessions: %w", err)
	}
	return nil
}

// withdrawAsked: what earlier decisions still waited for is asked no more, now that
// another is signed.
func withdrawAsked(ctx context.Context, tx *db.Tx, client, decision uuid.UUID) error {
	_, err := db.Exec(ctx, tx, `
		update task
		set closed_at = app_now(), closed_by = app_staff(), outcome = 'decided'
		where client_id = $1 and kind = 'ask information' and closed_at is null
		  and fact_kind = 'information_request' and fact not in (
		    select r.id
		    from information_request r
		    where r.decision_id = $2)`, client, decision)
	return err
}

func dosingNow(ctx context.Context, tx *db.Tx, client uuid.UUID) (bool, error) {
	return db.One[bool](ctx, tx, `
		select exists (
		    select
		    from appointment
		    where client_id = $1 and kind = 'dosing' and status in ('arrived', 'in_progress'))`, client)
}

// closeDeclined closes the course, cancels what lies ahead, frees its people and rooms
// and lets the planned dosing days go. Lozenges were hardly dispensed; if they were,
// nobody knows yet what becomes of them.
func closeDeclined(ctx context.Context, tx *db.Tx, client, course uuid.UUID) error {
	if err := db.Change(ctx, tx, `
		update course
		set closed_at = app_now(), closed_by = app_staff(), closed_reason = 'declined',
		    leftover = case when exists (select from supply_entry where client_id = $1) then 'unknown' else 'none' end
		where id = $2 and client_id = $1 and closed_at is null`, client, course); err != nil {
		return err
	}
	if _, err := db.Exec(ctx, tx, `
		update appointment
		set status = 'cancelled', cancelled_at = app_now(), cancelled_by = 'clinic', cancelled_reason = 'The course closed',
		    notice_hours = floor(extract(epoch from starts_at - app_now()) / 3600)::integer, version = version + 1
		where client_id = $1 and course_id = $2 and status in ('tentative', 'confirmed') and starts_at > app_now()`,
		client, course); err != nil {
		return err
	}
	if _, err := db.Exec(ctx, tx, `
		update booking
		set active = false
		where active and appointment_id in (
		    select id
		    from appointment
		    where client_id = $1 and course_id = $2 and status = 'cancelled')`, client, course); err != nil {
		return err
	}
	_, err := db.Exec(ctx, tx, `
		update dosing_day
		set cancelled_at = app_now()
		where client_id = $1 and course_id = $2 and on_date is null and cancelled_at is null`, client, course)
	return err
}
