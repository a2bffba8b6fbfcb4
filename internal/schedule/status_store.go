package schedule

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/pause"
)

// SetStatus is how far a visit has come: dosing, preparation, integration and
// consultation say so when they begin and end one, and what the desk marked before
// can no longer be taken back. What is not held keeps nobody busy. Arriving notes the
// time once, and is refused while the client is in another visit. Why a visit was
// tentative stays on record until it is confirmed.
func SetStatus(ctx context.Context, tx *db.Tx, client, id uuid.UUID, status Status) error {
	return setStatus(ctx, tx, client, id, status, "")
}

// mark is SetStatus for an act of the desk, which can be taken back.
func mark(ctx context.Context, tx *db.Tx, v Visit, status Status) error {
	return setStatus(ctx, tx, v.ClientID, v.ID, status, v.Status)
}

func setStatus(ctx context.Context, tx *db.Tx, client, id uuid.UUID, status, returnsTo Status) error {
	if status == Arrived {
		if err := onlyHere(ctx, tx, client, id); err != nil {
			return err
		}
	}
	err := db.Change(ctx, tx, `
		update appointment
		set status = @status, returns_to = @returns_to, version = version + 1,
		    arrived_at = case when @came then coalesce(arrived_at, app_now()) else arrived_at end,
		    tentative_for = case when @settled then '' else tentative_for end
		where client_id = @client and id = @id`, db.Named(nil, "client", client, "id", id, "status", status, "returns_to", returnsTo,
		"came", status.came(), "settled", status == Confirmed))
	if err != nil || status.Active() {
		return err
	}
	return release(ctx, tx, id)
}

// Wait says in words for the desk why a visit is not confirmed; false where they stand
// there already.
func Wait(ctx context.Context, tx *db.Tx, v Visit, words string) (bool, error) {
	n, err := db.Exec(ctx, tx, `
		update appointment
		set tentative_for = $3
		where client_id = $1 and id = $2 and tentative_for <> $3`, v.ClientID, v.ID, words)
	return n > 0, err
}

// MakeTentative says in words for the desk why a visit is not confirmed after all, or no
// longer is; it keeps its slot.
func MakeTentative(ctx context.Context, tx *db.Tx, v Visit, words string) error {
	return db.Change(ctx, tx, `
		update appointment
		set status = $4, tentative_for = $3, version = version + 1
		where client_id = $1 and id = $2 and status in `+Ahead, v.ClientID, v.ID, words, Tentative)
}

// returnTo makes a visit again what it was before the desk marked it.
func returnTo(ctx context.Context, tx *db.Tx, a Appointment) error {
	return db.Change(ctx, tx, `
		update appointment
		set status = @status, tentative_for = @tentative_for, returns_to = '', arrived_at = null, cancelled_at = null,
		    cancelled_by = '', cancelled_reason = '', notice_hours = null, version = version + 1
		where client_id = @client_id and id = @id`, db.Named(a))
}

// release frees the people and the room of a visit.
func release(ctx context.Context, tx *db.Tx, id uuid.UUID) error {
	_, err := db.Exec(ctx, tx, `
		update booking
		set active = false
		where appointment_id = $1 and active`, id)
	return err
}

// onDay are a client's visits of a kind on the clinic's day of an instant; the client is $1,
// the kind $2, the instant $3.
const onDay = `
		select a.id
		from appointment a
		join clinic z on z.id = a.clinic_id
		where a.client_id = $1 and a.kind = $2
		  and (a.starts_at at time zone z.zone)::date = ($3::timestamptz at time zone z.zone)::date
		  and a.status in `

// On is a client's first visit of a kind on the clinic's day of an instant that was not let
// go; nil for none.
func On(ctx context.Context, tx *db.Tx, client uuid.UUID, kind Kind, at time.Time) (*uuid.UUID, error) {
	id, found, err := db.Maybe[uuid.UUID](ctx, tx, onDay+Active+byTime+`
		limit 1`, client, kind, at)
	if err != nil || !found {
		return nil, err
	}
	return &id, nil
}

// HeldOn marks a client's visits of a kind on the clinic's day of an instant as done:
// what was signed of the visit says that it was held. Without a booking nothing changes.
func HeldOn(ctx context.Context, tx *db.Tx, client uuid.UUID, kind Kind, at time.Time) error {
	ids, err := db.All[uuid.UUID](ctx, tx, onDay+Booked+byTime, client, kind, at)
	if err != nil {
		return fmt.Errorf("find the visit that was held: %w", err)
	}
	for _, id := range ids {
		if err := SetStatus(ctx, tx, client, id, Done); err != nil {
			return err
		}
	}
	return nil
}

// askMissed asks the prescriber where a client missed as many integration visits in a
// row as the protocol lets pass (1.4: 2). The visits stay booked.
func askMissed(ctx context.Context, tx *db.Tx, v Visit) error {
	if v.Kind != Integration || v.CourseID == uuid.Nil {
		return nil
	}
	missed, err := missedInARow(ctx, tx, v.ClientID, v.CourseID)
	if err != nil {
		return err
	}
	body, err := bodyOfCourse(ctx, tx, v.ClientID)
	if err != nil || missed < body.Eligibility.ReviewMissedVisits {
		return err
	}
	return pause.OpenReview(ctx, tx, pause.ReviewOpening{
		Client: v.ClientID, Course: v.CourseID, Kind: pause.Missed, Fact: pause.Fact{Kind: "appointment", ID: v.ID},
		Reason: fmt.Sprintf("%d integration visits missed in a row.", missed),
	})
}

// missedInARow counts the integration visits of a course missed since the last one held.
func missedInARow(ctx context.Context, tx *db.Tx, client, course uuid.UUID) (int, error) {
	return db.One[int](ctx, tx, `
		select count(*)::int
		from appointment a
		where a.client_id = $1 and a.course_id = $2 and a.kind = $3 and a.status = $4
		  and not exists (
		    select
		    from appointment h
		    where h.client_id = $1 and h.course_id = $2 and h.kind = $3 and h.status = $5
		      and h.starts_at > a.starts_at)`, client, course, Integration, NoShow, Done)
}
