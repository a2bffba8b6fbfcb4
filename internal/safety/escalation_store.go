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
		select `+db.From[Call]("e")+`, coalesce(s.name, '') as recorded_by, e.answered_at, coalesce(a.name, '') as answered_by
		from escalation e
		left join staff s on s.id = e.recorded_by
		left join staff a on a.id = e.answered_by
		where e.client_id = $1 and e.at <= $2
		order by e.at desc, e.id desc`, client, at)
}

// LogEscalation records a call for help, inside the act it belongs to. Without a time it
// is made now.
func LogEscalation(ctx context.Context, tx *db.Tx, client uuid.UUID, c Call) error {
	if c.At.IsZero() {
		c.At = tx.Now
	}
	_, err := db.Exec(ctx, tx, `
		insert into escalation (client_id, `+db.Columns[Call]()+`)
		values (@client, `+db.Values[Call]()+`)`, db.Named(c, "client", client))
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
		if err := LogEscalation(ctx, tx, client, Call{ID: id, Kind: Urgent}); err != nil {
			return ev, err
		}
		fact := task.Fact{Kind: "escalation", ID: id}
		if err := tell(ctx, tx, client, auth.Therapist, who.TherapistID, fact); err != nil {
			return ev, err
		}
		return audit.Did("urgent.raised", client, "escalation", id), tell(ctx, tx, client, auth.Prescriber, who.PrescriberID, fact)
	})
}

func tell(ctx context.Context, tx *db.Tx, client uuid.UUID, role auth.Role, staff uuid.UUID, fact task.Fact) error {
	return task.Open(ctx, tx, task.New{Client: client, Kind: task.ClinicianNow, OwnerRole: role, OwnerStaff: staff,
		Href: "/clients/" + client.String() + "/safety", Due: tx.Now, Urgent: true, Fact: fact})
}

// AnswerUrgent notes that a clinician came, and closes the call for everybody.
func (s Service) AnswerUrgent(ctx context.Context, client, id uuid.UUID, c ComingEntry) error {
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
