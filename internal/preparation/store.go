package preparation

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/problem"
)

var sessionColumns = `
		    p.id, p.course_id, p.appointment_id, p.held_by, p.version, p.completed_at, p.signed_at, ` + db.From[Visit]("p") + `,
		    concat_ws(', ', h.name, nullif(h.credentials, '')) as held_by_name,
		    concat_ws(', ', s.name, nullif(s.credentials, '')) as signer_name
		from preparation_session p
		left join staff h on h.clinic_id = p.clinic_id and h.id = p.held_by
		left join staff s on s.clinic_id = p.clinic_id and s.id = p.signed_by`

// QueuePreparations reads the client's preparation sessions of every course, drafts
// too, the latest first. Sessions picks those of one course, for Held.
func QueuePreparations(b *db.Batch, client uuid.UUID) *db.Rows[Session] {
	return db.Queue[Session](b, `
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

func one(ctx context.Context, r db.Reader, client, id uuid.UUID) (Session, error) {
	return db.One[Session](ctx, r, `
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

func insert(ctx context.Context, tx *db.Tx, client, course, id uuid.UUID, e SessionEntry) error {
	_, err := db.Exec(ctx, tx, `
		insert into preparation_session (id, client_id, course_id, appointment_id, held_by, `+db.Columns[Visit]()+`)
		values (@id, @client, @course, @appointment, @held_by, `+db.Values[Visit]()+`)`,
		db.Named(e.Visit, "id", id, "client", client, "course", course, "appointment", e.AppointmentID,
			"held_by", heldBy(tx, e.Place)))
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

func update(ctx context.Context, tx *db.Tx, client, id uuid.UUID, e SessionEntry) error {
	n, err := db.Exec(ctx, tx, `
		update preparation_session
		set held_by = case when @place = 'elsewhere' then null else coalesce(held_by, @by) end, version = version + 1,
		    `+db.Sets[Visit]()+`
		where id = @id and client_id = @client and version = @version`,
		db.Named(e.Visit, "id", id, "client", client, "by", heldBy(tx, e.Place), "version", e.Version))
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
func heldBy(tx *db.Tx, place Place) uuid.UUID {
	if place == Elsewhere {
		return uuid.Nil
	}
	return tx.Actor.Staff
}
