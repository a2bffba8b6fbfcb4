package course

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/schedule"
)

// ConfirmPaused confirms again the bookings that a pause made tentative, by the rules
// of booking, once no pause holds (protocol 1.4). A dosing session that something else
// holds up stays tentative and says what.
func ConfirmPaused(ctx context.Context, tx *db.Tx, client uuid.UUID) error {
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
		if v.CourseID == nil || *v.CourseID != c.ID || !heldByPause(v) || !v.StartsAt.After(tx.Now) {
			continue
		}
		j, err := judgeVisit(ctx, tx, v, v.StartsAt)
		if err != nil || j.Paused {
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

// confirm confirms a visit, or notes what still holds a dosing session up.
func (j judged) confirm(ctx context.Context, tx *db.Tx, v schedule.Visit) error {
	if held := j.holds(); v.Kind == schedule.Dosing && len(held) > 0 {
		return stayTentative(ctx, tx, v, strings.Join(held, "; "))
	}
	return schedule.ConfirmIn(ctx, tx, v)
}
