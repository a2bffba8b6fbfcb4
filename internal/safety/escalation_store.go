package safety

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/task"
)

// QueueCalls reads the escalations of a client by a moment, the latest first;
// CallsToPrescriber picks those of a session.
func QueueCalls(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[Call] {
	return db.Queue[Call](b, `
		select e.id, e.session_id, e.kind, e.at, e.called, e.reason, e.answered, e.instruction, e.read_back,
		    coalesce(s.name, '') as recorded_by, e.answered_at, coalesce(a.name, '') as answered_by
		from escalation e
		left join staff s on s.id = e.recorded_by
		left join staff a on a.id = e.answered_by
		where e.client_id = $1 and e.at <= $2
		order by e.at desc, e.id desc`, client, at)
}

// LogEscalation records a call for help, inside the act it belongs to.
func LogEscalation(ctx context.Context, tx *db.Tx, c NewCall) error {
	if c.ID == uuid.Nil {
		c.ID = db.NewID()
	}
	_, err := db.Exec(ctx, tx, `
		insert into escalation (id, client_id, session_id, kind, fact_kind, fact, at, called, called_staff, reason,
		    instruction, answered, read_back)
		values ($1, $2, $3, $4, $5, $6, coalesce($7, app_now()), $8, $9, $10, $11, $12, $13)`,
		c.ID, c.Client, orNull(c.Session), string(c.Kind), c.Fact.Kind, orNull(c.Fact.ID), timeOrNull(c.At), c.Called,
		orNull(c.Staff), c.Reason, c.Instruction, string(c.Answered), c.ReadBack)
	if err != nil {
		return fmt.Errorf("log escalation: %w", err)
	}
	return nil
}

// RaiseUrgent is the one button of the front desk: a clinician is needed now. It tells
// the therapist and the prescriber of the course, and reads nothing back.
func (s Service) RaiseUrgent(ctx context.Context, client, id uuid.UUID) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		who, err := readPeople(ctx, tx, client)
		if err != nil {
			return ev, err
		}
		call := NewCall{ID: id, Client: client, Kind: Urgent}
		if err := LogEscalation(ctx, tx, call); err != nil {
			return ev, err
		}
		fact := task.Fact{Kind: "escalation", ID: id}
		if err := tell(ctx, tx, client, auth.Therapist, who.TherapistID, fact); err != nil {
			return ev, err
		}
		return audit.Did("urgent.raised", client, "escalation", id), tell(ctx, tx, client, auth.Prescriber, who.PrescriberID, fact)
	})
}

func tell(ctx context.Context, tx *db.Tx, client uuid.UUID, role auth.Role, staff *uuid.UUID, fact task.Fact) error {
	return task.Open(ctx, tx, task.New{Client: client, Kind: task.ClinicianNow, OwnerRole: role, OwnerStaff: idOf(staff),
		Href: "/clients/" + client.String() + "/safety", Due: tx.Now, Urgent: true, Fact: fact})
}

// AnswerUrgent notes that a clinician came, and closes the call for everybody.
func (s Service) AnswerUrgent(ctx context.Context, client, id uuid.UUID, c Coming) error {
	if err := c.Check(); err != nil {
		return err
	}
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		if err := answerUrgent(ctx, tx, client, id, c.Words); err != nil {
			return ev, err
		}
		return audit.Did("urgent.answered", client, "escalation", id),
			task.Close(ctx, tx, client, task.ClinicianNow, task.Fact{Kind: "escalation", ID: id}, "came")
	})
}

// answerUrgent notes who came.
func answerUrgent(ctx context.Context, tx *db.Tx, client, id uuid.UUID, words string) error {
	n, err := db.Exec(ctx, tx, `
		update escalation
		set answered = 'yes', answered_at = app_now(), answered_by = app_staff(), instruction = $3
		where client_id = $1 and id = $2 and kind = 'urgent' and answered_at is null`, client, id, words)
	if err == nil && n == 0 {
		err = problem.New(problem.Conflict, "Somebody has answered this call already. Open the page again.")
	}
	return err
}
