package course

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/schedule"
	"kap/internal/task"
)

// ConfirmPaused confirms again the bookings that a pause made tentative, by the rules
// of booking, once no pause holds (protocol 1.4). A dosing session that something else
// holds up stays tentative and says what.
func ConfirmPaused(ctx context.Context, tx *db.Tx, client uuid.UUID) error {
	return confirmHeld(ctx, tx, client, heldByPause)
}

// ConfirmSettled confirms the dosing sessions that waited for a decision, by the rules of
// booking, once one is signed. One that is tentative as it was asked for stays so.
func ConfirmSettled(ctx context.Context, tx *db.Tx, client uuid.UUID) error {
	return confirmHeld(ctx, tx, client, func(v schedule.Visit) bool {
		return v.Kind == schedule.Dosing && v.Status == schedule.Tentative && v.TentativeFor != ""
	})
}

// confirmHeld judges the visits of the open course that lie ahead and were held, in the
// order of the calendar: what is confirmed before counts for the next.
func confirmHeld(ctx context.Context, tx *db.Tx, client uuid.UUID, held func(schedule.Visit) bool) error {
	c, err := OpenOf(ctx, tx, client)
	if problem.Is(err, problem.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	b := db.NewBatch(tx)
	visits := schedule.QueueVisits(b, client)
	if err := b.Send(ctx); err != nil {
		return err
	}
	for _, v := range visits.All() {
		if v.CourseID != c.ID || !held(v) || !v.StartsAt.After(tx.Now) {
			continue
		}
		j, err := judgeVisit(ctx, tx, v, v.StartsAt)
		if err != nil {
			return err
		}
		if err := j.confirm(ctx, tx, v); err != nil {
			return err
		}
	}
	return nil
}

// heldByPause: the pause is among the reasons why the visit is tentative.
func heldByPause(v schedule.Visit) bool {
	return v.Status == schedule.Tentative && slices.Contains(strings.Split(v.TentativeFor, "; "), paused)
}

// confirm confirms a visit, or notes what holds it up: the pause, and what a dosing session
// needs. The interval is looked at again: a session before it may have moved meanwhile.
func (j judged) confirm(ctx context.Context, tx *db.Tx, v schedule.Visit) error {
	if v.Kind != schedule.Dosing {
		if j.Paused {
			return nil
		}
		return schedule.ConfirmIn(ctx, tx, v)
	}
	held := j.holds()
	if j.CheckDay(j.day, v.Reason, j.body) != nil {
		held = append(held, cmp.Or(j.unfits(v.Reason), anotherDay))
		if err := askDesk(ctx, tx, v, task.BookDosing); err != nil {
			return err
		}
	}
	switch words := strings.Join(held, "; "); {
	case words == "":
		if err := changeOverride(ctx, tx, v.ClientID, v.ID, j.override(j.day, j.body)); err != nil {
			return err
		}
		return schedule.ConfirmIn(ctx, tx, v)
	case words != v.TentativeFor:
		return schedule.MakeTentative(ctx, tx, v, words)
	}
	return nil
}
