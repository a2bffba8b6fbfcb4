package course

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/pause"
	"kap/internal/problem"
	"kap/internal/schedule"
	"kap/internal/spine"
)

// Close ends the open course on any day, with a reason; its bookings are cancelled and
// what waited for it is ended in the same act (protocol 7). What was signed and who cared stays.
func (s Service) Close(ctx context.Context, person uuid.UUID, c ClosingEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{person}, func(tx *db.Tx) (audit.Event, error) {
		if err := c.Check(tx.Actor); err != nil {
			return audit.Event{}, err
		}
		if _, err := client.Find(ctx, tx, person); err != nil {
			return audit.Event{}, err
		}
		course, err := OpenOf(ctx, tx, person)
		if problem.Is(err, problem.NotFound) {
			err = problem.New(problem.Conflict, "No course is open; it may have been closed meanwhile.")
		}
		if err != nil {
			return audit.Event{}, err
		}
		return audit.Did("course.closed", person, "course", course.ID), CloseIn(ctx, tx, person, course.ID, c)
	})
}

// CloseIn closes a course inside another act. It checks nobody's right to.
func CloseIn(ctx context.Context, tx *db.Tx, person, course uuid.UUID, c ClosingEntry) error {
	dosing, err := schedule.InDosing(ctx, tx, person)
	if err == nil && dosing {
		err = problem.New(problem.Conflict, "The client is in a dosing visit now. Close the course after they have left.")
	}
	if err != nil {
		return err
	}
	if err := closeRow(ctx, tx, person, course, c); err != nil {
		return err
	}
	if err := schedule.CancelAhead(ctx, tx, person, course, schedule.CancelEntry{By: c.cancelledBy(), Reason: "The course closed"}); err != nil {
		return err
	}
	if err := cancelDays(ctx, tx, person); err != nil {
		return err
	}
	return pause.End(ctx, tx, course)
}

func closeRow(ctx context.Context, tx *db.Tx, client, course uuid.UUID, c ClosingEntry) error {
	return db.Change(ctx, tx, `
		update course k
		set closed_at = app_now(), closed_by = app_staff(), `+db.Sets[ClosingEntry]()+`
		where k.id = @course and k.client_id = @client and `+spine.Open, db.Named(c, "course", course, "client", client))
}

// cancelDays lets the planned dosing days of the client go.
func cancelDays(ctx context.Context, tx *db.Tx, client uuid.UUID) error {
	_, err := db.Exec(ctx, tx, `
		update dosing_day
		set cancelled_at = app_now()
		where client_id = $1 and on_date is null and cancelled_at is null`, client)
	return err
}
