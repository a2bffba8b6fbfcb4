package preparation

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/problem"
)

const sessionColumns = `
		    p.id, p.course_id, p.appointment_id, p.held_at, p.minutes, p.place, p.held_where,
		    coalesce(p.held_by, '00000000-0000-0000-0000-000000000000') as held_by,
		    concat_ws(', ', h.name, nullif(h.credentials, '')) as held_by_name,
		    p.intention, p.hopes, p.fears, p.letting_go, p.steadying, p.signal, p.setting, p.topics, p.touch,
		    p.integration_plan, p.words, p.version, coalesce(p.completed_at, '0001-01-01 00:00:00+00') as completed_at,
		    p.signed_at, concat_ws(', ', s.name, nullif(s.credentials, '')) as signer_name
		from preparation_session p
		left join staff h on h.clinic_id = p.clinic_id and h.id = p.held_by
		left join staff s on s.clinic_id = p.clinic_id and s.id = p.signed_by`

// QueuePreparations reads the client's preparation sessions of every course, drafts
// too, the latest first. Sessions picks those of one course, for Held.
func QueuePreparations(b *db.Batch, client uuid.UUID) *db.Rows[Record] {
	return db.Queue[Record](b, `
		select`+sessionColumns+`
		where p.client_id = $1
		order by p.held_at desc, p.id desc`, client)
}

// QueueIntention reads every version of the client's intention, the latest first.
func QueueIntention(b *db.Batch, client uuid.UUID) *db.Rows[Intention] {
	return db.Queue[Intention](b, `
		select p.id as session_id, p.course_id, p.intention as words, p.held_at as said_at,
		    concat_ws(', ', r.name, nullif(r.credentials, '')) as by
		from preparation_session p
		left join staff r on r.clinic_id = p.clinic_id and r.id = p.recorded_by
		where p.client_id = $1 and p.intention <> ''
		order by p.held_at desc, p.id desc`, client)
}

func one(ctx context.Context, r db.Reader, client, id uuid.UUID) (Record, error) {
	return db.One[Record](ctx, r, `
		select`+sessionColumns+`
		where p.id = $1 and p.client_id = $2`, id, client)
}

// seen refuses a client who is not the actor's to see.
func seen(ctx context.Context, r db.Reader, client uuid.UUID) error {
	_, err := db.One[uuid.UUID](ctx, r, `
		select id
		from client
		where id = $1`, client)
	return err
}

func insert(ctx context.Context, tx *db.Tx, client, course, id uuid.UUID, e Entry) error {
	_, err := db.Exec(ctx, tx, `
		insert into preparation_session (id, client_id, course_id, appointment_id, held_at, minutes, place, held_where,
		    held_by, intention, hopes, fears, letting_go, steadying, signal, setting, topics, touch, integration_plan, words)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
		id, client, course, orNull(e.AppointmentID), e.HeldAt, e.Minutes, string(e.Place), e.HeldWhere,
		heldBy(tx, e.Place), e.Intention, e.Hopes, e.Fears, e.LettingGo, e.Steadying, e.Signal, e.Setting,
		list(e.Topics), e.Touch, e.IntegrationPlan, e.Session.Words)
	if db.Violates(err, "preparation_session_pkey") {
		return problem.New(problem.Conflict, "This session is saved already. Open it to change its draft.")
	}
	if db.Violates(err, "preparation_session_clinic_id_client_id_appointment_id_fkey") {
		return problem.At("appointment_id", "Choose among this client's visits.")
	}
	if err != nil {
		return fmt.Errorf("store preparation session: %w", err)
	}
	return nil
}

func update(ctx context.Context, tx *db.Tx, client, id uuid.UUID, e Entry) error {
	n, err := db.Exec(ctx, tx, `
		update preparation_session
		set held_at = $3, minutes = $4, place = $5, held_where = $6,
		    held_by = case when $5 = 'elsewhere' then null else coalesce(held_by, $7) end, intention = $8, hopes = $9,
		    fears = $10, letting_go = $11, steadying = $12, signal = $13, setting = $14, topics = $15, touch = $16,
		    integration_plan = $17, words = $18, version = version + 1
		where id = $1 and client_id = $2 and version = $19`,
		id, client, e.HeldAt, e.Minutes, string(e.Place), e.HeldWhere, heldBy(tx, e.Place), e.Intention, e.Hopes,
		e.Fears, e.LettingGo, e.Steadying, e.Signal, e.Setting, list(e.Topics), e.Touch,
		e.IntegrationPlan, e.Session.Words, e.Version)
	if err != nil {
		return fmt.Errorf("change preparation session: %w", err)
	}
	if n == 0 {
		return problem.New(problem.Conflict, "This draft was changed since you opened it. What you typed is below; open the session in another window, compare, and save again from there.")
	}
	return nil
}

// complete signs the row: nothing of it changes from here on.
func complete(ctx context.Context, tx *db.Tx, client, id uuid.UUID) error {
	return db.Change(ctx, tx, `
		update preparation_session
		set completed_at = app_now(), signed_at = app_now(), signed_by = app_staff()
		where id = $1 and client_id = $2 and signed_at is null`, id, client)
}

// heldBy is the actor, or nobody of ours where it was held elsewhere.
func heldBy(tx *db.Tx, place Place) *uuid.UUID {
	if place == Elsewhere {
		return nil
	}
	return orNull(tx.Actor.Staff)
}

// list stores an empty list, never null.
func list(words []string) []string { return append([]string{}, words...) }

func orNull(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}
