package pause

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/spine"
)

// Hold makes the later bookings of a paused course tentative; they keep their slots
// (protocol 1.4). Zero course: the client's open one. The calendar is a later step and
// gives it: schedule.HoldPaused.
type Hold func(ctx context.Context, tx *db.Tx, client, course uuid.UUID) error

// Open pauses a course and holds its later bookings. A fact that has an open pause opens
// no second one. Without an open course there is nothing to pause: it does nothing, and
// the next decision reads the fact itself.
func Open(ctx context.Context, tx *db.Tx, o Opening, hold Hold) error {
	_, err := db.Exec(ctx, tx, `
		insert into pause (id, client_id, course_id, kind, fact_kind, fact, reason)
		select @id, k.client_id, k.id, @kind, @fact_kind, @fact, @reason
		from course k
		where k.client_id = @client and (@course::uuid is null and `+spine.Open+` or k.id = @course)
		on conflict do nothing`,
		db.Named(o, "id", orNew(o.ID), "fact_kind", o.Fact.Kind, "fact", o.Fact.ID))
	if err != nil {
		return fmt.Errorf("pause course: %w", err)
	}
	return hold(ctx, tx, o.Client, o.Course)
}

const columns = `p.id, p.course_id, p.kind, p.fact_kind, p.fact, p.reason, p.opened_at,
		    coalesce(o.name, '') as opened_by, coalesce('admin' = any (o.roles), false) as opened_at_desk,
		    p.lifted_at, coalesce(l.name, '') as lifted_by, p.lifted_reason
		from pause p
		left join staff o on o.id = p.opened_by
		left join staff l on l.id = p.lifted_by
		`

// QueueOpen reads the pauses that held at a moment, in every course, the first first.
func QueueOpen(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[Pause] {
	return db.Queue[Pause](b, `
		select `+columns+`
		where p.client_id = $1 and p.opened_at <= $2 and (p.lifted_at is null or p.lifted_at > $2)
		order by p.opened_at, p.id`, client, at)
}

// QueueAll reads every pause of the client, those that hold first.
func QueueAll(b *db.Batch, client uuid.UUID) *db.Rows[Pause] {
	return db.Queue[Pause](b, `
		select `+columns+`
		where p.client_id = $1
		order by p.lifted_at is not null, p.opened_at desc, p.id`, client)
}

func one(ctx context.Context, r db.Reader, client, id uuid.UUID) (Pause, error) {
	return db.One[Pause](ctx, r, `
		select `+columns+`
		where p.id = $1 and p.client_id = $2`, id, client)
}

func lift(ctx context.Context, tx *db.Tx, client, id uuid.UUID, reason string) error {
	n, err := db.Exec(ctx, tx, `
		update pause
		set lifted_at = app_now(), lifted_by = app_staff(), lifted_reason = $3
		where id = $1 and client_id = $2 and lifted_at is null`, id, client, reason)
	if err == nil && n == 0 {
		return problem.New(problem.Conflict, "This pause is lifted already.")
	}
	return err
}

// liftOfFact lifts what the same fact paused.
func liftOfFact(ctx context.Context, tx *db.Tx, client uuid.UUID, fact Fact, reason string) error {
	if fact.ByHand() {
		return nil
	}
	_, err := db.Exec(ctx, tx, `
		update pause
		set lifted_at = app_now(), lifted_by = app_staff(), lifted_reason = $4
		where client_id = $1 and fact_kind = $2 and fact = $3 and lifted_at is null`,
		client, fact.Kind, fact.ID, reason)
	return err
}

// QueuePaused reads whether the client's open course is paused, as everybody may know
// who sees the client, also who reads no pause of it.
func QueuePaused(b *db.Batch, client uuid.UUID) *db.Rows[bool] {
	return db.Queue[bool](b, `
		select course_paused(k.id)
		from course k
		where k.client_id = $1 and `+spine.Open, client)
}

func queueHasCourse(b *db.Batch, client uuid.UUID) *db.Rows[bool] {
	return db.Queue[bool](b, `
		select exists (
		    select from course k
		    where k.client_id = $1 and `+spine.Open+`)`, client)
}

func orNew(id uuid.UUID) uuid.UUID {
	if id == uuid.Nil {
		return db.NewID()
	}
	return id
}
