package schedule

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/task"
)

// Book stores a visit, keeps its client, person and room busy and puts its person
// on the care team. What is busy at that time is refused, all of it at once. On
// any error, pass it through Explain once the transaction is over.
func Book(ctx context.Context, tx *db.Tx, a Appointment) error {
	if _, err := client.Find(ctx, tx, a.ClientID); err != nil {
		return err
	}
	if err := free(ctx, tx, a); err != nil {
		return err
	}
	if err := insertAppointment(ctx, tx, a); err != nil {
		return err
	}
	if err := hold(ctx, tx, a); err != nil {
		return err
	}
	if err := joinTeam(ctx, tx, a); err != nil {
		return err
	}
	if asked, found := a.Kind.task(); found {
		return task.CloseEvery(ctx, tx, a.ClientID, asked, "booked")
	}
	return nil
}

// MoveTo gives a visit its new time, person and room; where it was stays in its history.
func MoveTo(ctx context.Context, tx *db.Tx, was Visit, a Appointment, reason string) error {
	if err := free(ctx, tx, a); err != nil {
		return err
	}
	if err := insertMove(ctx, tx, was, reason); err != nil {
		return err
	}
	if err := updateAppointment(ctx, tx, a); err != nil {
		return err
	}
	if err := release(ctx, tx, a.ID); err != nil {
		return err
	}
	if err := hold(ctx, tx, a); err != nil {
		return err
	}
	if err := leaveTeam(ctx, tx, was); err != nil {
		return err
	}
	return joinTeam(ctx, tx, a)
}

// CancelIn cancels a visit that lies ahead and frees its people and room.
func CancelIn(ctx context.Context, tx *db.Tx, v Visit, c CancelEntry) error {
	if err := v.mustBeAhead("cancelled"); err != nil {
		return err
	}
	if err := cancel(ctx, tx, v, c); err != nil {
		return err
	}
	if err := release(ctx, tx, v.ID); err != nil {
		return err
	}
	return leaveTeam(ctx, tx, v)
}

// Explain says who or what took the time when a booking was overtaken between
// looking and storing; it looks in a new transaction. Other errors pass.
func Explain(ctx context.Context, d *db.DB, err error) error {
	var overtaken taken
	if !errors.As(err, &overtaken) {
		return err
	}
	readErr := d.Read(ctx, func(v *db.View) error { return refuseClashes(ctx, v, overtaken.Appointment) })
	if readErr != nil {
		return readErr
	}
	return problem.New(problem.Conflict, "That time was taken for a moment. Try again.")
}

// free takes the turn of every person and room of the visit, so that two bookings
// look one after the other, and refuses what is busy.
func free(ctx context.Context, tx *db.Tx, a Appointment) error {
	var ids []uuid.UUID
	for _, h := range a.Holds() {
		if h.Client == uuid.Nil {
			ids = append(ids, h.Resource())
		}
	}
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
	if _, err := db.Exec(ctx, tx, `
		select pg_advisory_xact_lock(hashtextextended(id::text, 0))
		from unnest($1::uuid[]) as id`, ids); err != nil {
		return fmt.Errorf("take the turn of people and rooms: %w", err)
	}
	return refuseClashes(ctx, tx, a)
}

func refuseClashes(ctx context.Context, r db.Reader, a Appointment) error {
	found, err := clashes(ctx, r, a)
	if err != nil || len(found) == 0 {
		return err
	}
	zone, err := Zone(ctx, r)
	if err != nil {
		return err
	}
	return refusal(found, zone)
}

// clashes are the first neighbors in the way of each resource. Whose visits they
// are comes only where row-level security shows them.
func clashes(ctx context.Context, r db.Reader, a Appointment) ([]Clash, error) {
	var ids []uuid.UUID
	var from, to []time.Time
	for _, h := range a.Holds() {
		ids, from, to = append(ids, h.Resource()), append(from, h.From), append(to, h.To)
	}
	return db.All[Clash](ctx, r, `
		select distinct on (b.resource_id) b.staff_id, b.room_id,
		    coalesce(concat_ws(', ', s.name, nullif(s.credentials, '')), '') || coalesce(m.name, '') as name,
		    b.starts_at, b.ends_at, coalesce(a.kind, '') as kind,
		    coalesce(nullif(c.preferred_name, ''), c.legal_name, '') as client
		from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) as asked (resource, starts_at, ends_at)
		join booking b on b.resource_id = asked.resource and b.active
		  and b.during && tstzrange(asked.starts_at, asked.ends_at, '[)')
		left join staff s on s.clinic_id = b.clinic_id and s.id = b.staff_id
		left join room m on m.clinic_id = b.clinic_id and m.id = b.room_id
		left join appointment a on a.clinic_id = b.clinic_id and a.id = b.appointment_id
		left join client c on c.clinic_id = b.clinic_id and c.id = a.client_id
		where b.appointment_id <> $4
		order by b.resource_id, b.starts_at`, ids, from, to, a.ID)
}

func insertAppointment(ctx context.Context, tx *db.Tx, a Appointment) error {
	_, err := db.Exec(ctx, tx, `
		insert into appointment (id, client_id, course_id, kind, starts_at, ends_at, status, staff_id, room_id,
		    visit_mode, reason, tentative_for)
		values ($1, $2, coalesce($3, (
		    select id
		    from course
		    where client_id = $2 and closed_at is null)), $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		a.ID, a.ClientID, orNull(a.CourseID), string(a.Kind), a.StartsAt, a.EndsAt, string(a.Status), orNull(a.StaffID), orNull(a.RoomID),
		a.VisitMode, oneLine(a.Reason), a.TentativeFor)
	if err != nil {
		return fmt.Errorf("store appointment: %w", err)
	}
	return nil
}

func updateAppointment(ctx context.Context, tx *db.Tx, a Appointment) error {
	return db.Change(ctx, tx, `
		update appointment
		set starts_at = $3, ends_at = $4, status = $5, staff_id = $6, room_id = $7, reason = $8, tentative_for = $9,
		    version = version + 1
		where client_id = $1 and id = $2`,
		a.ClientID, a.ID, a.StartsAt, a.EndsAt, string(a.Status), orNull(a.StaffID), orNull(a.RoomID), oneLine(a.Reason), a.TentativeFor)
}

func insertMove(ctx context.Context, tx *db.Tx, was Visit, reason string) error {
	_, err := db.Exec(ctx, tx, `
		insert into appointment_move (id, client_id, appointment_id, starts_at, ends_at, staff_id, room_id, reason)
		values ($1, $2, $3, $4, $5, $6, $7, $8)`,
		db.NewID(), was.ClientID, was.ID, was.StartsAt, was.EndsAt, was.StaffID, was.RoomID, oneLine(reason))
	return err
}

// hold keeps the visit's people and room busy.
func hold(ctx context.Context, tx *db.Tx, a Appointment) error {
	for _, h := range a.Holds() {
		_, err := db.Exec(ctx, tx, `
			insert into booking (id, appointment_id, staff_id, room_id, client_id, starts_at, ends_at)
			values ($1, $2, $3, $4, $5, $6, $7)`,
			db.NewID(), a.ID, orNull(h.Staff), orNull(h.Room), orNull(h.Client), h.From, h.To)
		if db.Violates(err, "resource_free") {
			return taken{a}
		}
		if err != nil {
			return fmt.Errorf("keep people and room: %w", err)
		}
	}
	return nil
}

// orNull stores nobody as null.
func orNull(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}
