package readiness

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/problem"
)

// Colleague is somebody who could take over in the room.
type Colleague struct {
	ID   uuid.UUID
	Name string
	Role auth.Role
}

// queueColleagues reads who could take over: therapists, nurses, prescribers.
func QueueColleagues(b *db.Batch) *db.Rows[Colleague] {
	return db.Queue[Colleague](b, `
		select id, concat_ws(', ', name, nullif(credentials, '')) as name,
		    case when 'therapist' = any (roles) then 'therapist' when 'nurse' = any (roles) then 'nurse'
		        else 'prescriber' end as role
		from staff
		where disabled_at is null and roles && '{therapist,nurse,prescriber}'::text[] and id <> app_staff()
		order by name_key, id`)
}

// confirmPresence is the word of the person who came, on their own sign-in.
func ConfirmPresenceAt(ctx context.Context, tx *db.Tx, client, session, id uuid.UUID, cameAt time.Time) error {
	return db.Change(ctx, tx, `
		update presence
		set confirmed_at = app_now(), came_at = $4
		where client_id = $1 and session_id = $2 and id = $3 and staff_id = app_staff() and went_at is null`,
		client, session, id, cameAt)
}

func EndPresence(ctx context.Context, tx *db.Tx, client, session, staff uuid.UUID, at time.Time) error {
	return db.Change(ctx, tx, `
		update presence
		set went_at = $4
		where client_id = $1 and session_id = $2 and staff_id = $3 and went_at is null`, client, session, staff, at)
}

// emptyRoom ends every presence when the client leaves.
func EmptyRoom(ctx context.Context, tx *db.Tx, client, session uuid.UUID, at time.Time) error {
	_, err := db.Exec(ctx, tx, `
		update presence
		set went_at = greatest(came_at, $3)
		where client_id = $1 and session_id = $2 and went_at is null`, client, session, at)
	if err != nil {
		return fmt.Errorf("end presence: %w", err)
	}
	return nil
}

// QueuePresence reads who was in the room of a session and when, by the time they came.
func QueuePresence(b *db.Batch, client, session uuid.UUID) *db.Rows[Presence] {
	return db.Queue[Presence](b, `
		select `+db.From[Presence]("p")+`, coalesce(w.name, '') as name
		from presence p
		left join staff w on w.clinic_id = p.clinic_id and w.id = p.staff_id
		where p.client_id = $1 and p.session_id = $2
		order by p.came_at, p.id`, client, session)
}

// AddPresence keeps that somebody is in the room.
func AddPresence(ctx context.Context, tx *db.Tx, client, session uuid.UUID, p Presence) error {
	_, err := db.Exec(ctx, tx, `
		insert into presence (client_id, session_id, `+db.Columns[Presence]()+`)
		values (@client, @session, `+db.Values[Presence]()+`)`, db.Named(p, "client", client, "session", session))
	switch {
	case db.Violates(err, "present_once"):
		return problem.New(problem.Conflict, "This person is recorded as in the room already.")
	case err != nil:
		return fmt.Errorf("keep presence: %w", err)
	}
	return nil
}
