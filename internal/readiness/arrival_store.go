package readiness

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/calendar"
	"kap/internal/clinic"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/schedule"
)

// comingOf reads the visit of an appointment, with the session it has begun, and what
// is on record of the clinic.
func comingOf(ctx context.Context, r db.Reader, now time.Time, client, appointment uuid.UUID) (c Coming, err error) {
	b := db.NewBatch(r)
	visit, begun := schedule.QueueVisit(b, client, appointment), queueBegun(b, client, appointment)
	details, managers := clinic.QueueDetails(b), QueueManagers(b)
	if err := b.Send(ctx); err != nil {
		return c, err
	}
	if c.Visit, err = visit.One(); err != nil {
		return c, err
	}
	c.Session, _ = begun.Maybe()
	c.Managers = managers.All()
	c.Clinic, err = details.One()
	c.Today = calendar.Day(now, c.Clinic.Location())
	return c, err
}

// queueBegun reads the session that a visit has begun.
func queueBegun(b *db.Batch, client, appointment uuid.UUID) *db.Rows[uuid.UUID] {
	return db.Queue[uuid.UUID](b, `
		select id
		from dosing_session
		where client_id = $1 and appointment_id = $2`, client, appointment)
}

// markAppointment says how the visit goes on; a session without one has none.
func MarkAppointment(ctx context.Context, tx *db.Tx, client, appointment uuid.UUID, status schedule.Status) error {
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
