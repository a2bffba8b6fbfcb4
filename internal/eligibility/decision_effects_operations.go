package eligibility

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/schedule"
	"kap/internal/task"
)

// follows does what a signed decision brings with it.
func (s Service) follows(ctx context.Context, tx *db.Tx, client uuid.UUID, r Decision, b Basis) error {
	asked, err := askedOf(ctx, tx, client, r.ID)
	if err != nil {
		return err
	}
	if err := withdrawAsked(ctx, tx, client, asked); err != nil {
		return err
	}
	hold := schedule.Hold{Course: r.CourseID, Kind: schedule.Dosing, TentativeFor: "With the prescriber"}
	switch r.Kind {
	case Eligible, EligibleWithConditions:
		hold.Keep, hold.TentativeFor = r.Sessions, "Dosing sessions left"
		if err := schedule.HoldAhead(ctx, tx, client, hold); err != nil {
			return err
		}
		return s.Settled(ctx, tx, client, r.CourseID, r.ProtocolVersion)
	case Declined:
		return s.declines(ctx, tx, client, r)
	case NeedsMoreInformation:
		if err := asks(ctx, tx, client, r, b, asked); err != nil {
			return err
		}
	}
	return schedule.HoldAhead(ctx, tx, client, hold)
}

// withdrawAsked: what earlier decisions still waited for is asked no more, now that
// another is signed.
func withdrawAsked(ctx context.Context, tx *db.Tx, client uuid.UUID, asked []Request) error {
	var now []uuid.UUID
	for _, a := range asked {
		now = append(now, a.ID)
	}
	return task.CloseEvery(ctx, tx, client, task.AskInformation, "decided", now...)
}

// declines closes the course: a declined one never began, so it has no closing visit.
func (s Service) declines(ctx context.Context, tx *db.Tx, client uuid.UUID, r Decision) error {
	dosing, err := schedule.InDosing(ctx, tx, client)
	if err != nil {
		return err
	}
	if dosing {
		return problem.New(problem.Conflict, "The client is in a dosing visit now. Sign this when the visit is over.")
	}
	if err := s.Declined(ctx, tx, client, r.CourseID); err != nil {
		return err
	}
	if err := task.Open(ctx, tx, task.New{Client: client, Kind: task.SendLetter, OwnerRole: auth.Admin,
		Fact: task.Fact{Kind: "eligibility_decision", ID: r.ID}}); err != nil {
		return err
	}
	return tx.Note(ctx, audit.Did("course.closed", client, "course", r.CourseID))
}

// asks opens a task for each piece of information, due when it is.
func asks(ctx context.Context, tx *db.Tx, client uuid.UUID, r Decision, b Basis, asked []Request) error {
	for _, a := range asked {
		err := task.Open(ctx, tx, task.New{
			Client: client, Course: r.CourseID, Kind: task.AskInformation, What: task.AskInformation.Words(),
			Detail: a.What + ", from " + a.FromWhom, Href: "/clients/" + client.String() + "/decisions/" + r.ID.String(),
			OwnerRole: auth.Prescriber, OwnerStaff: b.PrescriberID, Due: a.Due.AddDate(0, 0, 1),
			Fact: task.Fact{Kind: "information_request", ID: a.ID},
		})
		if err != nil {
			return err
		}
	}
	return nil
}
