package preparation

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/protocol"
)

// Goals is the goals form: what stands in each place, and the client's ratings now.
type Goals struct {
	Goals []GoalEntry `form:"goals"`
}

// SetGoals agrees on 2 to 4 goals of the open course and rates them.
func (s Service) SetGoals(ctx context.Context, client uuid.UUID, in Goals) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		c, err := openCourse(ctx, tx, client)
		if err != nil {
			return ev, err
		}
		b := db.NewBatch(tx)
		version := protocol.QueueInForce(b)
		if err := b.Send(ctx); err != nil {
			return ev, err
		}
		return audit.Did("goals.set", client, "course", c.ID), setGoals(ctx, tx, client, c.ID, in.Goals, bodyOf(version), Fact{}, CheckGoals)
	})
}

// setGoals makes the goals of a course what the form says and stores the ratings. check
// judges what would stand; nil: a draft may still have too few.
func setGoals(ctx context.Context, tx *db.Tx, client, course uuid.UUID, entries []GoalEntry, b protocol.Body, at Fact,
	check func([]Goal, protocol.Body) error) error {
	stand, err := standing(ctx, tx, client, course)
	if err != nil {
		return err
	}
	plan, err := planGoals(stand, entries, b)
	if err != nil {
		return err
	}
	if check != nil {
		if err := check(plan.then, b); err != nil {
			return err
		}
	}
	return carryOut(ctx, tx, client, course, plan, positions(stand), at)
}

func carryOut(ctx context.Context, tx *db.Tx, client, course uuid.UUID, p goalPlan, ids map[int]uuid.UUID, at Fact) error {
	for _, g := range p.end {
		if err := endGoal(ctx, tx, client, g.ID, reasonToEnd(p, g)); err != nil {
			return err
		}
	}
	for _, g := range p.add {
		g.ID = db.NewID()
		ids[g.Position] = g.ID
		if err := insertGoal(ctx, tx, client, course, g); err != nil {
			return err
		}
	}
	for _, r := range p.rate {
		if err := RateGoal(ctx, tx, client, ids[r.position], r.rating, at); err != nil {
			return err
		}
	}
	return nil
}

// PracticeEntry is a practice the client agrees to.
type PracticeEntry struct {
	Words string `form:"words"`
}

// Agree notes a practice of the open course.
func (s Service) Agree(ctx context.Context, client, id uuid.UUID, in PracticeEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		c, err := openCourse(ctx, tx, client)
		if err != nil {
			return ev, err
		}
		return audit.Did("practice.agreed", client, "practice", id), AgreePractice(ctx, tx, client, c.ID, id, in.Words, Fact{})
	})
}
