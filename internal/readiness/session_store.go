package readiness

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/problem"
)

const sessionColumns = `
	select s.id, s.client_id as client, s.course_id as course,
	    coalesce(s.appointment_id, '00000000-0000-0000-0000-000000000000') as appointment,
	    coalesce(s.dosing_day_id, '00000000-0000-0000-0000-000000000000') as dosing_day,
	    coalesce(s.therapist_id, '00000000-0000-0000-0000-000000000000') as therapist,
	    concat_ws(', ', t.name, nullif(t.credentials, '')) as therapist_name,
	    coalesce(s.room_id, '00000000-0000-0000-0000-000000000000') as room,
	    coalesce(r.name, '') as room_name,
	    coalesce(s.decision_id, '00000000-0000-0000-0000-000000000000') as decision,
	    coalesce(s.prescription_id, '00000000-0000-0000-0000-000000000000') as prescription,
	    coalesce(s.protocol_version, 0) as protocol_version, s.limits,
	    coalesce((s.weight * 10)::integer, 0) as weight, s.status, s.arrived_at,
	    coalesce(s.cleared_at, '0001-01-01 00:00:00+00') as cleared_at,
	    coalesce(s.started_at, '0001-01-01 00:00:00+00') as started_at,
	    coalesce((
	        select max(i.at)
	        from intake i
	        where i.clinic_id = s.clinic_id and i.session_id = s.id), '0001-01-01 00:00:00+00') as last_intake,
	    coalesce(s.left_at, s.not_started_at, '0001-01-01 00:00:00+00') as ended_at,
	    coalesce(s.signed_at, '0001-01-01 00:00:00+00') as signed_at,
	    exists (
	        select from intake i
	        where i.clinic_id = s.clinic_id and i.session_id = s.id and not i.planned) as unplanned,
	    s.not_started_reason, s.from_paper, s.presence_gap, s.words, s.version
	from dosing_session s
	left join staff t on t.clinic_id = s.clinic_id and t.id = s.therapist_id
	left join room r on r.clinic_id = s.clinic_id and r.id = s.room_id`

const sessionByID = sessionColumns + `
	where s.client_id = $1 and s.id = $2`

// queueSession reads one session of the client.
func QueueSession(b *db.Batch, client, id uuid.UUID) *db.Rows[Session] {
	return db.Queue[Session](b, sessionByID, client, id)
}

// sessionOf is one session of the client, or NotFound.
func SessionOf(ctx context.Context, r db.Reader, client, id uuid.UUID) (Session, error) {
	return db.One[Session](ctx, r, sessionByID, client, id)
}

// sessionForUpdate is the session, held until the transaction ends: nobody signs or
// changes it meanwhile.
func SessionForUpdate(ctx context.Context, tx *db.Tx, client, id uuid.UUID) (Session, error) {
	return db.One[Session](ctx, tx, sessionByID+`
	for update of s`, client, id)
}

// addSession begins a session; whose appointment it is says who and where.
func addSession(ctx context.Context, tx *db.Tx, s Session) error {
	_, err := db.Exec(ctx, tx, `
		insert into dosing_session (id, client_id, course_id, appointment_id, therapist_id, room_id, protocol_version,
		    limits, arrived_at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		s.ID, s.Client, s.Course, orNull(s.Appointment), orNull(s.Therapist), orNull(s.Room), s.ProtocolVersion,
		s.Limits, s.ArrivedAt)
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

// keepStatus stores where the session stands and its times; every change counts up the
// version.
func KeepStatus(ctx context.Context, tx *db.Tx, s Session) error {
	err := db.Change(ctx, tx, `
		update dosing_session
		set status = $3, cleared_at = $4::timestamptz, cleared_by = case when $4::timestamptz is null then null
		        when cleared_at is distinct from $4 then app_staff() else cleared_by end,
		    started_at = $5,
		    left_at = case when $3 in ('left', 'signed') then $6 else left_at end,
		    not_started_at = case when $3 = 'not_started' then $6 else not_started_at end,
		    not_started_reason = $7, version = version + 1
		where client_id = $1 and id = $2`,
		s.Client, s.ID, string(s.Status), orNever(s.ClearedAt), orNever(s.StartedAt), orNever(s.EndedAt), s.NotStartedReason)
	if err != nil {
		return fmt.Errorf("keep session: %w", err)
	}
	return nil
}

// KeepStart notes what the first lozenge was taken under.
func KeepStart(ctx context.Context, tx *db.Tx, s Session) error {
	err := db.Change(ctx, tx, `
		update dosing_session
		set dosing_day_id = $3, decision_id = $4, prescription_id = $5
		where client_id = $1 and id = $2`,
		s.Client, s.ID, s.DosingDay, orNull(s.Decision), orNull(s.Prescription))
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

// orNull stores nobody as null.
func orNull(id uuid.UUID) *uuid.UUID {
	if id == uuid.Nil {
		return nil
	}
	return &id
}

// orNever stores a time that has not come as null.
func orNever(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}
