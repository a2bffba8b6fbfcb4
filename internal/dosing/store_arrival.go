package dosing

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/clinic"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/schedule"
)

// comingOf reads the visit of an appointment, with the session it has begun, and what
// is on record of the clinic.
func comingOf(ctx context.Context, r db.Reader, client, appointment uuid.UUID) (Coming, error) {
	b := db.NewBatch(r)
	rows, details, managers := db.Queue[Coming](b, `
		select a.id, coalesce(a.course_id, '00000000-0000-0000-0000-000000000000') as course, a.kind, a.status,
		    a.starts_at, a.ends_at, coalesce(a.staff_id, '00000000-0000-0000-0000-000000000000') as therapist,
		    coalesce(w.name, '') as name, coalesce(a.room_id, '00000000-0000-0000-0000-000000000000') as room,
		    coalesce(r.name, '') as room_name, coalesce(s.id, '00000000-0000-0000-0000-000000000000') as session,
		    (a.starts_at at time zone z.zone)::date as day, (app_now() at time zone z.zone)::date as today
		from appointment a
		join clinic z on z.id = a.clinic_id
		left join staff w on w.id = a.staff_id
		left join room r on r.id = a.room_id
		left join dosing_session s on s.client_id = a.client_id and s.appointment_id = a.id
		where a.client_id = $1 and a.id = $2`, client, appointment), clinic.QueueDetails(b), queueManagers(b)
	if err := b.Send(ctx); err != nil {
		return Coming{}, err
	}
	c, err := rows.One()
	if err == nil {
		c.Managers = managers.All()
		c.Clinic, err = details.One()
	}
	return c, err
}

// markAppointment says how the visit goes on; a session without one has none.
func markAppointment(ctx context.Context, tx *db.Tx, client, appointment uuid.UUID, status schedule.Status) error {
	if appointment == uuid.Nil {
		return nil
	}
	return schedule.SetStatus(ctx, tx, client, appointment, status)
}

// addAnswers keeps what one person answered at one time.
func addAnswers(ctx context.Context, tx *db.Tx, client, session, id uuid.UUID, answers map[string]any) error {
	_, err := db.Exec(ctx, tx, `
		insert into arrival_check (id, client_id, session_id, answers)
		values ($1, $2, $3, $4)`, id, client, session, answers)
	if db.Violates(err, "arrival_check_pkey") {
		return problem.New(problem.Conflict, "These answers are stored already. Open the page again.")
	}
	if err != nil {
		return fmt.Errorf("keep arrival check: %w", err)
	}
	return nil
}

func queueEscorts(b *db.Batch, client uuid.UUID) *db.Rows[EscortKnown] {
	return db.Queue[EscortKnown](b, `
		select name, phone, adult
		from escort
		where client_id = $1 and ended_at is null
		order by created_at desc, id`, client)
}
