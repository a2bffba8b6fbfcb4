package course

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/eligibility"
	"kap/internal/pause"
	"kap/internal/problem"
	"kap/internal/schedule"
)

// Close ends the open course on any day, with a reason; its bookings are cancelled and
// what waited for it is ended in the same act (protocol 7). What was signed and who cared stays.
func (s Service) Close(ctx context.Context, person uuid.UUID, c Closing) error {
	return s.DB.Write(ctx, []uuid.UUID{person}, func(tx *db.Tx) (audit.Event, error) {
		if err := c.Check(tx.Actor); err != nil {
			return audit.Event{}, err
		}
		if _, err := client.Find(ctx, tx, person); err != nil {
			return audit.Event{}, err
		}
		course, err := OpenOf(ctx, tx, person)
		if problem.Is(err, problem.NotFound) {
			err = problem.New(problem.Conflict, "No course is open; it may have been closed meanwhile.")
		}
		if err != nil {
			return audit.Event{}, err
		}
		return audit.Did("course.closed", person, "course", course.ID), CloseIn(ctx, tx, person, course.ID, c)
	})
}

// CloseIn closes a course inside another act. It checks nobody's right to.
func CloseIn(ctx context.Context, tx *db.Tx, person, course uuid.UUID, c Closing) error {
	dosing, err := schedule.InDosing(ctx, tx, person)
	if err == nil && dosing {
		err = problem.New(problem.Conflict, "The client is in a dosing visit now. Close the course after they have left.")
	}
	if err != nil {
		return err
	}
	if err := closeRow(ctx, tx, person, course, c); err != nil {
		return err
	}
	if err := schedule.CancelAhead(ctx, tx, person, course, schedule.CancelEntry{By: c.cancelledBy(), Reason: "The course closed"}); err != nil {
		return err
	}
	if err := cancelDays(ctx, tx, person); err != nil {
		return err
	}
	return pause.End(ctx, tx, course)
}

// Restart opens a new course after a closed one. Who cared before is named again
// where they still work here; a new decision is needed, consents in the current
// text count (protocol 7).
func (s Service) Restart(ctx context.Context, person, id uuid.UUID, r Restart) error {
	if err := r.Check(); err != nil {
		return err
	}
	return s.DB.Write(ctx, []uuid.UUID{person}, func(tx *db.Tx) (audit.Event, error) {
		b := db.NewBatch(tx)
		found, before := client.QueueClient(b, person), QueueCourses(b, person)
		if err := b.Send(ctx); err != nil {
			return audit.Event{}, err
		}
		if _, err := found.One(); err != nil {
			return audit.Event{}, err
		}
		if err := checkReapply(ctx, tx, person); err != nil {
			return audit.Event{}, err
		}
		o := Opening{Kind: r.Kind, ReferredBy: r.ReferredBy}
		if last, found := before.Maybe(); found {
			named := Naming{PrescriberID: last.PrescriberID, TherapistID: last.TherapistID}
			if err := checkNaming(ctx, tx, named); err == nil {
				o.PrescriberID, o.TherapistID = named.PrescriberID, named.TherapistID
			}
		}
		return audit.Did("course.opened", person, "course", id), Open(ctx, tx, person, id, o)
	})
}

// checkReapply reads the client's latest decision for the whole clinic: the front desk
// opens courses and sees no decision.
func checkReapply(ctx context.Context, tx *db.Tx, client uuid.UUID) error {
	return tx.WholeClinic(ctx, "booking", func() error {
		b := db.NewBatch(tx)
		decisions, today := eligibility.QueueDecisionsAt(b, client, tx.Now), queueToday(b)
		if err := b.Send(ctx); err != nil {
			return err
		}
		now, err := today.One()
		if err != nil {
			return err
		}
		return tooEarly(tx.Actor, eligibility.ReapplyFrom(decisions.All()), now)
	})
}
