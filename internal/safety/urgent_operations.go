package safety

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/task"
)

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
