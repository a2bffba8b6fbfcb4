package schedule

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

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
	onDuty, err := free(ctx, tx, a)
	if err != nil {
		return err
	}
	if err := insertAppointment(ctx, tx, a); err != nil {
		return err
	}
	if err := hold(ctx, tx, a); err != nil {
		return err
	}
	if err := joinTeam(ctx, tx, a, onDuty); err != nil {
		return err
	}
	if asked, found := a.Kind.task(); found {
		return task.CloseEvery(ctx, tx, a.ClientID, asked, "booked")
	}
	return nil
}

// MoveTo gives a visit its new time, person and room; where it was stays in its history.
func MoveTo(ctx context.Context, tx *db.Tx, was Visit, a Appointment, reason string) error {
	onDuty, err := free(ctx, tx, a)
	if err != nil {
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
	return joinTeam(ctx, tx, a, onDuty)
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
	readErr := d.Read(ctx, func(v *db.View) error {
		_, err := refuseClashes(ctx, v, overtaken.Appointment)
		return err
	})
	if readErr != nil {
		return readErr
	}
	return problem.New(problem.Conflict, "That time was taken for a moment. Try again.")
}

// free takes the turn of every person and room of the visit, so that two bookings
// look one after the other, and refuses what is busy. It answers who is on duty.
func free(ctx context.Context, tx *db.Tx, a Appointment) (onDuty []uuid.UUID, err error) {
	var ids []uuid.UUID
	for _, h := range a.Holds() {
		if h.ClientID == uuid.Nil {
			ids = append(ids, h.Resource())
		}
	}
	slices.SortFunc(ids, func(a, b uuid.UUID) int { return bytes.Compare(a[:], b[:]) })
	if _, err := db.Exec(ctx, tx, `
		select pg_advisory_xact_lock(hashtextextended(id::text, 0))
		from unnest($1::uuid[]) as id`, ids); err != nil {
		return nil, fmt.Errorf("take the turn of people and rooms: %w", err)
	}
	return refuseClashes(ctx, tx, a)
}

func refuseClashes(ctx context.Context, r db.Reader, a Appointment) (onDuty []uuid.UUID, err error) {
	b := db.NewBatch(r)
	clashes, duty := queueClashes(b, a), queueOnDuty(b, a)
	if err := b.Send(ctx); err != nil {
		return nil, err
	}
	found := clashes.All()
	if len(found) == 0 {
		return duty.All(), nil
	}
	zone, err := Zone(ctx, r)
	if err != nil {
		return nil, err
	}
	return nil, refusal(found, zone)
}
