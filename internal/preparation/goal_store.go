package preparation

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/db"
)

const goals = `
		select g.id, g.course_id, g.position, g.words, g.created_at as set_at,
		    coalesce(g.ended_at, '0001-01-01 00:00:00+00') as ended_at, g.ended_reason
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
