package integration

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/problem"
)

var columns = `i.id, i.course_id, i.dosing_day_id, i.appointment_id, i.held_by as holder_id, i.version, i.created_at, i.completed_at, i.signed_at,
		    concat_ws(', ', h.name, nullif(h.credentials, '')) as held_by,
		    concat_ws(', ', s.name, nullif(s.credentials, '')) as signed_by, ` + db.From[Visit]("i") + `
		from integration_session i
		left join staff h on h.id = i.held_by
		left join staff s on s.id = i.signed_by
		`

// QueueIntegrations reads the integration sessions of a client, drafts too, the latest
// first.
func QueueIntegrations(b *db.Batch, client uuid.UUID) *db.Rows[Session] {
	return db.Queue[Session](b, `
		select `+columns+`
		where i.client_id = $1
		order by i.held_at desc, i.id desc`, client)
}

func one(ctx context.Context, r db.Reader, client, id uuid.UUID) (Session, error) {
	return db.One[Session](ctx, r, `
		select `+columns+`
		where i.client_id = $1 and i.id = $2`, client, id)
}

// whereRow is the clinic's clock: its zone, today, and when the day of a moment ends; none
// for a client who is not the actor's to see.
type whereRow struct {
	Zone    string
	Today   time.Time
	DayEnds time.Time
}

func queueWhere(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[whereRow] {
	return db.Queue[whereRow](b, `
		select z.zone, (app_now() at time zone z.zone)::date as today,
		    (($2::timestamptz at time zone z.zone)::date + 1)::timestamp at time zone z.zone as day_ends
		from client p
		join clinic z on z.id = p.clinic_id
		where p.id = $1`, client, at)
}

func insert(ctx context.Context, tx *db.Tx, client uuid.UUID, r Session) error {
	_, err := db.Exec(ctx, tx, `
		insert into integration_session (id, client_id, course_id, dosing_day_id, appointment_id, held_by, `+db.Columns[Visit]()+`)
		values (@id, @client, @course_id, @dosing_day_id, @appointment_id, app_staff(), `+db.Values[Visit]()+`)`,
		db.Named(r, "client", client))
	if err != nil {
		return fmt.Errorf("store integration session: %w", err)
	}
	return nil
}

func update(ctx context.Context, tx *db.Tx, client uuid.UUID, r Session) error {
	n, err := db.Exec(ctx, tx, `
		update integration_session
		set appointment_id = @appointment_id, `+db.Sets[Visit]()+`, version = version + 1
		where id = @id and client_id = @client and version = @version`, db.Named(r, "client", client))
	if err != nil {
		return fmt.Errorf("change integration session: %w", err)
	}
	if n == 0 {
		return problem.New(problem.Conflict, "This draft was changed since you opened it. What you typed is below; open the session in another window, compare, and save again from there.")
	}
	return nil
}

// seal completes and signs the row: nothing of it changes from here on.
func seal(ctx context.Context, tx *db.Tx, client, id uuid.UUID) error {
	return db.Change(ctx, tx, `
		update integration_session
		set completed_at = app_now(), signed_at = app_now(), signed_by = app_staff()
		where id = $1 and client_id = $2 and signed_at is null`, id, client)
}

// noteCheck makes a risk check of the session's day part of a draft that was opened
// before it was made.
func noteCheck(ctx context.Context, tx *db.Tx, client, id, check uuid.UUID) error {
	return db.Change(ctx, tx, `
		update integration_session
		set risk_check_id = $3
		where id = $1 and client_id = $2 and signed_at is null`, id, client, check)
}
