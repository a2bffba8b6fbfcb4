package pause

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/spine"
)

// OpenReview asks the prescriber. A fact that has an open review of this kind
// opens no second one; without an open course it does nothing.
func OpenReview(ctx context.Context, tx *db.Tx, o ReviewOpening) error {
	_, err := db.Exec(ctx, tx, `
		insert into review (id, client_id, course_id, kind, fact_kind, fact, reason)
		select @id, k.client_id, k.id, @kind, @fact_kind, @fact, @reason
		from course k
		where k.client_id = @client and (@course::uuid is null and `+spine.Open+` or k.id = @course)
		on conflict do nothing`,
		db.Named(o, "id", orNew(o.ID), "fact_kind", o.Fact.Kind, "fact", o.Fact.ID))
	if err != nil {
		return fmt.Errorf("open review: %w", err)
	}
	return nil
}

const reviewColumns = `r.id, r.course_id, r.kind, r.fact_kind, r.fact, r.reason, r.opened_at,
		    coalesce(o.name, '') as opened_by, r.answered_at, coalesce(a.name, '') as answered_by,
		    r.decision, r.answer
		from review r
		left join staff o on o.id = r.opened_by
		left join staff a on a.id = r.answered_by
		`

// QueueReviews reads every review of the client, those that wait first.
func QueueReviews(b *db.Batch, client uuid.UUID) *db.Rows[Review] {
	return db.Queue[Review](b, `
		select `+reviewColumns+`
		where r.client_id = $1
		order by r.answered_at is not null, r.opened_at desc, r.id`, client)
}

// QueueOpenReviews reads the reviews that waited at a moment, in every course, the first
// first.
func QueueOpenReviews(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[Review] {
	return db.Queue[Review](b, `
		select `+reviewColumns+`
		where r.client_id = $1 and r.opened_at <= $2 and (r.answered_at is null or r.answered_at > $2)
		order by r.opened_at, r.id`, client, at)
}

func oneReview(ctx context.Context, r db.Reader, client, id uuid.UUID) (Review, error) {
	return db.One[Review](ctx, r, `
		select `+reviewColumns+`
		where r.id = $1 and r.client_id = $2`, id, client)
}

// answerReview answers one review, and those that the same fact opened.
func answerReview(ctx context.Context, tx *db.Tx, client uuid.UUID, r Review, a AnswerEntry) error {
	if err := db.Change(ctx, tx, `
		update review
		set answered_at = app_now(), answered_by = app_staff(), decision = $3, answer = $4
		where id = $1 and client_id = $2 and answered_at is null`,
		r.ID, client, string(a.Decision), a.Answer); err != nil {
		return err
	}
	return answerOfFact(ctx, tx, client, r.fact(), a)
}

// answerOfFact answers every open review of one fact.
func answerOfFact(ctx context.Context, tx *db.Tx, client uuid.UUID, fact Fact, a AnswerEntry) error {
	if fact.ByHand() {
		return nil
	}
	_, err := db.Exec(ctx, tx, `
		update review
		set answered_at = app_now(), answered_by = app_staff(), decision = $4, answer = $5
		where client_id = $1 and fact_kind = $2 and fact = $3 and answered_at is null`,
		client, fact.Kind, fact.ID, string(a.Decision), a.Answer)
	return err
}

// RecordOverride stores a prescriber's word, and answers with it the reviews it is the answer
// to and those the same fact opened.
func RecordOverride(ctx context.Context, tx *db.Tx, g OverrideEntry) error {
	if err := g.Check(tx.Actor); err != nil {
		return err
	}
	err := db.Change(ctx, tx, `
		insert into override (id, client_id, course_id, item, fact_kind, fact, covers, valid_on, reason, called_at)
		select @id, k.client_id, k.id, @item, @fact_kind, @fact, @covers, @valid_on, @reason, @called_at
		from course k
		where k.client_id = @client and (@course::uuid is null and `+spine.Open+` or k.id = @course)`,
		db.Named(g, "id", orNew(g.ID), "fact_kind", g.Fact.Kind, "fact", g.Fact.ID))
	if err != nil {
		return err
	}
	answer := AnswerEntry{Decision: Continue, Answer: g.Reason}
	if err := answerThese(ctx, tx, g.Client, g.Answers, answer); err != nil {
		return err
	}
	return answerOfFact(ctx, tx, g.Client, g.Fact, answer)
}

// answerThese answers the open ones of some reviews, and those that the same facts opened.
func answerThese(ctx context.Context, tx *db.Tx, client uuid.UUID, ids []uuid.UUID, a AnswerEntry) error {
	if len(ids) == 0 {
		return nil
	}
	_, err := db.Exec(ctx, tx, `
		update review
		set answered_at = app_now(), answered_by = app_staff(), decision = $3, answer = $4
		where client_id = $1 and answered_at is null
		  and (id = any ($2) or (fact_kind, fact) in (
		      select r.fact_kind, r.fact from review r where r.client_id = $1 and r.id = any ($2) and r.fact is not null))`,
		client, ids, string(a.Decision), a.Answer)
	return err
}

// QueueOverrides reads the overrides given until a moment, for every day and in every
// course, the latest first; On chooses.
func QueueOverrides(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[Override] {
	return db.Queue[Override](b, `
		select o.id, o.course_id, o.item, o.fact_kind, o.fact, o.covers, o.valid_on, o.reason, o.at,
		    s.name as by, o.called_at
		from override o
		join staff s on s.id = o.by
		where o.client_id = $1 and o.at <= $2
		order by o.at desc, o.id`, client, at)
}
