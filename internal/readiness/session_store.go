package readiness

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/problem"
)

const sessionColumns = `
	select s.id, s.client_id, s.course_id, s.appointment_id, s.dosing_day_id, s.therapist_id,
	    concat_ws(', ', t.name, nullif(t.credentials, '')) as therapist_name, s.room_id, coalesce(r.name, '') as room_name,
	    s.decision_id, s.prescription_id, coalesce(s.protocol_version, 0) as protocol_version, s.limits,
	    coalesce((s.weight * 10)::integer, 0) as weight, s.status, s.arrived_at, s.cleared_at, s.started_at, (
	        select max(i.at)
	        from intake i
	        where i.clinic_id = s.clinic_id and i.session_id = s.id) as last_intake,
	    coalesce(s.left_at, s.not_started_at) as ended_at, s.signed_at,
	    exists (
	        select from intake i
	        where i.clinic_id = s.clinic_id and i.session_id = s.id and not i.planned) as unplanned,
	    s.not_started_reason, s.from_paper, s.presence_gap, s.words, s.version
	from dosing_session s
	left join staff t on t.clinic_id = s.clinic_id and t.id = s.therapist_id
	left join room r on r.clinic_id = s.clinic_id and r.id = s.room_id`

const sessionByID = sessionColumns + `
	where s.client_id = $1 and s.id = $2`

// QueueSession reads one session of the client.
func QueueSession(b *db.Batch, client, id uuid.UUID) *db.Rows[Session] {
	return db.Queue[Session](b, sessionByID, client, id)
}

// QueueSessions reads every session of the client, in every course, by time.
func QueueSessions(b *db.Batch, client uuid.UUID) *db.Rows[Session] {
	return db.Queue[Session](b, sessionColumns+`
	where s.client_id = $1
	order by s.arrived_at, s.id`, client)
}

// SessionOf is one session of the client, or NotFound.
func SessionOf(ctx context.Context, r db.Reader, client, id uuid.UUID) (Session, error) {
	return db.One[Session](ctx, r, sessionByID, client, id)
}

// SessionForUpdate is the session, held until the transaction ends: nobody signs or
// changes it meanwhile.
func SessionForUpdate(ctx context.Context, tx *db.Tx, client, id uuid.UUID) (Session, error) {
	return db.One[Session](ctx, tx, sessionByID+`
	for update of s`, client, id)
}

// UnderTheMedicine is what consent asks before anything is signed or withdrawn: whether the
// client was under the medicine at a moment, in any course.
func UnderTheMedicine(ctx context.Context, tx *db.Tx, client uuid.UUID, at time.Time) (bool, error) {
	b := db.NewBatch(tx)
	sessions := QueueSessions(b, client)
	if err := b.Send(ctx); err != nil {
		return false, err
	}
	return slices.ContainsFunc(sessions.All(), func(s Session) bool { return s.UnderTheMedicine(at) }), nil
}

// addSession begins a session; whose appointment it is says who and where.
func addSession(ctx context.Context, tx *db.Tx, s Session) error {
	_, err := db.Exec(ctx, tx, `
		insert into dosing_session (id, client_id, course_id, appointment_id, therapist_id, room_id, protocol_version,
		    limits, arrived_at)
		values (@id, @client_id, @course_id, @appointment_id, @therapist_id, @room_id, @protocol_version, @limits, @arrived_at)`,
		db.Named(s))
	switch {
	case db.Violates(err, "one_session_at_a_time"):
		return problem.New(problem.Conflict, "This client is already here: another session is open. Go on there, or close it first.")
	case db.Violates(err, "one_session_an_appointment"):
		return problem.New(problem.Conflict, "The arrival for this appointment is recorded already. Open its session.")
	case err != nil:
		return fmt.Errorf("begin session: %w", err)
	}
	return nil
}

// KeepStatus stores where the session stands and its times; every change counts up the
// version.
func KeepStatus(ctx context.Context, tx *db.Tx, s Session) error {
	err := db.Change(ctx, tx, `
		update dosing_session
		set status = @status, cleared_at = @cleared_at::timestamptz, cleared_by = case when @cleared_at::timestamptz is null then null
		        when cleared_at is distinct from @cleared_at then app_staff() else cleared_by end,
		    started_at = @started_at,
		    left_at = case when @status in ('left', 'signed') then @ended_at else left_at end,
		    not_started_at = case when @status = 'not_started' then @ended_at else not_started_at end,
		    not_started_reason = @not_started_reason, version = version + 1
		where client_id = @client_id and id = @id`, db.Named(s))
	if err != nil {
		return fmt.Errorf("keep session: %w", err)
	}
	return nil
}

// KeepStart notes what the first lozenge was taken under.
func KeepStart(ctx context.Context, tx *db.Tx, s Session) error {
	err := db.Change(ctx, tx, `
		update dosing_session
		set dosing_day_id = @dosing_day_id, decision_id = @decision_id, prescription_id = @prescription_id
		where client_id = @client_id and id = @id`, db.Named(s))
	if err != nil {
		return fmt.Errorf("start session: %w", err)
	}
	return nil
}

// SealSession sets the signature of the session; the database refuses changes from here on.
func SealSession(ctx context.Context, tx *db.Tx, s Session) error {
	err := db.Change(ctx, tx, `
		update dosing_session
		set status = $3, signed_at = app_now(), signed_by = app_staff(), version = version + 1
		where client_id = $1 and id = $2 and signed_at is null`, s.Client, s.ID, string(s.Status))
	if err != nil {
		return fmt.Errorf("seal session: %w", err)
	}
	return nil
}

// KeepClosing stores what is said of the session as a whole before it is signed: why nobody
// was with the client for a while, and words.
func KeepClosing(ctx context.Context, tx *db.Tx, client, session uuid.UUID, gap, words string) error {
	return db.Change(ctx, tx, `
		update dosing_session
		set presence_gap = $3, words = $4, version = version + 1
		where client_id = $1 and id = $2`, client, session, gap, words)
}
