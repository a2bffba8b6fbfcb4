package preparation

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/protocol"
)

const goals = `
		select g.id, g.course_id, g.position, g.words, g.created_at as set_at,
		    g.ended_at, g.ended_reason
		from goal g
		where g.client_id = $1`

// QueueGoals reads the client's goals of every course, also those that ended, by
// position. Standing picks those that stand in one course.
func QueueGoals(b *db.Batch, client uuid.UUID) *db.Rows[Goal] {
	return db.Queue[Goal](b, goals+`
		order by g.position, g.created_at, g.id`, client)
}

// QueueRatings reads every rating of the client's goals in the order of time.
func QueueRatings(b *db.Batch, client uuid.UUID) *db.Rows[Rating] {
	return db.Queue[Rating](b, `
		select r.goal_id, r.rating::int as rating, r.at, r.fact_kind, r.fact,
		    concat_ws(', ', s.name, nullif(s.credentials, '')) as by
		from goal_rating r
		left join staff s on s.clinic_id = r.clinic_id and s.id = r.recorded_by
		where r.client_id = $1
		order by r.at, r.id`, client)
}

func standing(ctx context.Context, r db.Reader, client, course uuid.UUID) ([]Goal, error) {
	return db.All[Goal](ctx, r, goals+`
		  and g.course_id = $2 and g.ended_at is null
		order by g.position`, client, course)
}

// RateGoal notes how near the client feels to a standing goal, 0 to 10, at a visit. The
// same number at the same visit again stores nothing.
func RateGoal(ctx context.Context, tx *db.Tx, client, goal uuid.UUID, rating int, at Fact) error {
	_, err := db.One[uuid.UUID](ctx, tx, `
		select id
		from goal
		where id = $1 and client_id = $2`, goal, client)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, tx, `
		insert into goal_rating (id, client_id, goal_id, rating, fact_kind, fact)
		select $1, $2, $3, $4, $5, $6
		where $6::uuid is null or $4 is distinct from (
		    select r.rating
		    from goal_rating r
		    where r.client_id = $2 and r.goal_id = $3 and r.fact_kind = $5 and r.fact = $6
		    order by r.at desc, r.id desc
		    limit 1)`, db.NewID(), client, goal, rating, at.Kind, at.id())
	if err != nil {
		return fmt.Errorf("rate goal: %w", err)
	}
	return nil
}

func insertGoal(ctx context.Context, tx *db.Tx, client, course uuid.UUID, g Goal) error {
	_, err := db.Exec(ctx, tx, `
		insert into goal (id, client_id, course_id, position, words)
		values ($1, $2, $3, $4, $5)`, g.ID, client, course, g.Position, g.Words)
	if err != nil {
		return fmt.Errorf("store goal: %w", err)
	}
	return nil
}

func endGoal(ctx context.Context, tx *db.Tx, client, goal uuid.UUID, reason string) error {
	return db.Change(ctx, tx, `
		update goal
		set ended_at = app_now(), ended_reason = $3
		where id = $1 and client_id = $2 and ended_at is null`, goal, client, reason)
}

// SetGoals agrees on 2 to 4 goals of the open course and rates them.
func (s Service) SetGoals(ctx context.Context, client uuid.UUID, in GoalsEntry) error {
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
		return audit.Did("goals.set", client, "course", c.ID), setGoals(ctx, tx, client, c.ID, in.Goals, protocol.BodyOf(version), Fact{}, CheckGoals)
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
