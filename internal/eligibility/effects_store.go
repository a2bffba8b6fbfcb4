package eligibility

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/schedule"
	"kap/internal/spine"
)

// takeProtocol notes the version the course goes by; the first stays.
func takeProtocol(ctx context.Context, tx *db.Tx, client, course uuid.UUID, version int) error {
	_, err := db.Exec(ctx, tx, `
		update course
		set protocol_version = $3
		where id = $2 and client_id = $1 and protocol_version is null`, client, course, version)
	return err
}

// holdDosings keeps the first booked dosing sessions of the course, as many as are
// authorized, and makes the confirmed ones after them tentative; they keep their slots.
func holdDosings(ctx context.Context, tx *db.Tx, client, course uuid.UUID, authorized int, words string) error {
	_, err := db.Exec(ctx, tx, `
		with booked as (
		    select a.id, row_number() over (order by a.starts_at) as position
		    from appointment a
		    where a.client_id = $1 and a.course_id = $2 and a.kind = 'dosing'
		      and a.status in `+schedule.Ahead+` and a.starts_at > app_now())
		update appointment a
		set status = 'tentative', tentative_for = $4, version = a.version + 1
		from booked b
		where a.id = b.id and a.client_id = $1 and a.status = 'confirmed' and b.position > $3`,
		client, course, authorized, words)
	if err != nil {
		return fmt.Errorf("hold the dosing sessions beyond a decision: %w", err)
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

// closeDeclined closes the course, cancels what lies ahead, frees its people and rooms
// and lets the planned dosing days go. Lozenges were hardly dispensed; if they were,
// nobody knows yet what becomes of them.
func closeDeclined(ctx context.Context, tx *db.Tx, client, course uuid.UUID) error {
	if err := db.Change(ctx, tx, `
		update course k
		set closed_at = app_now(), closed_by = app_staff(), closed_reason = 'declined',
		    leftover = case when exists (select from supply_entry where client_id = $1) then 'unknown' else 'none' end
		where k.id = $2 and k.client_id = $1 and `+spine.Open, client, course); err != nil {
		return err
	}
	if err := schedule.CancelAhead(ctx, tx, client, course, schedule.CancelEntry{By: schedule.ByClinic, Reason: "The course closed"}); err != nil {
		return err
	}
	_, err := db.Exec(ctx, tx, `
		update dosing_day
		set cancelled_at = app_now()
		where client_id = $1 and course_id = $2 and on_date is null and cancelled_at is null`, client, course)
	return err
}
