package course

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/pause"
	"kap/internal/problem"
)

// Name names prescriber and primary therapist of the open course: their places on
// the care team begin and end with it. Another therapist is a question for the
// prescriber; a first one is not (protocol 1.4).
func (s Service) Name(ctx context.Context, person uuid.UUID, n NamingEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{person}, func(tx *db.Tx) (audit.Event, error) {
		if _, err := client.Find(ctx, tx, person); err != nil {
			return audit.Event{}, err
		}
		c, err := OpenOf(ctx, tx, person)
		if problem.Is(err, problem.NotFound) {
			err = problem.New(problem.Conflict, "No course is open. Restart one, then name who cares for the client.")
		}
		if err != nil {
			return audit.Event{}, err
		}
		if err := checkNaming(ctx, tx, n); err != nil {
			return audit.Event{}, err
		}
		return audit.Did("care_team.named", person, "course", c.ID), rename(ctx, tx, person, c, n)
	})
}

func rename(ctx context.Context, tx *db.Tx, person uuid.UUID, c Course, n NamingEntry) error {
	if err := handOver(ctx, tx, person, auth.Prescriber, c.PrescriberID, n.PrescriberID); err != nil {
		return err
	}
	if err := handOver(ctx, tx, person, auth.Therapist, c.TherapistID, n.TherapistID); err != nil {
		return err
	}
	if err := nameOn(ctx, tx, person, c.ID, n); err != nil {
		return err
	}
	if c.TherapistID == uuid.Nil || c.TherapistID == n.TherapistID {
		return nil
	}
	return pause.OpenReview(ctx, tx, pause.ReviewOpening{
		Client: person, Course: c.ID, Kind: pause.NewTherapist,
		Fact: pause.Fact{Kind: "course", ID: c.ID}, Reason: n.reviewReason(),
	})
}

// handOver gives one place on the care team to another person: first the new one,
// so that somebody who replaces themselves may still name.
func handOver(ctx context.Context, tx *db.Tx, person uuid.UUID, role auth.Role, from, to uuid.UUID) error {
	if from == to {
		return nil
	}
	if to != uuid.Nil {
		if err := client.JoinTeam(ctx, tx, person, to, role, tx.Now, forever, "named"); err != nil {
			return err
		}
	}
	if from == uuid.Nil {
		return nil
	}
	ended, err := client.EndTeam(ctx, tx, person, from, role)
	if err == nil && !ended && !tx.Actor.Is(auth.Admin) && from != tx.Actor.Staff {
		err = problem.Newf(problem.Conflict, "The front desk replaces a %s: it ends the other person's access in the same act. Ask them.", role.Word())
	}
	return err
}
