package integration

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/pause"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/schedule"
	"kap/internal/sign"
	"kap/internal/task"
)

// Sign completes and signs a session: everything asked, the dosing day integrated, its
// questions with the prescriber. shown is the hash of what was displayed.
func (s Service) Sign(ctx context.Context, client, id uuid.UUID, shown string) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		r, err := one(ctx, tx, client, id)
		if err != nil {
			return ev, err
		}
		if err := r.AcceptsChanges(); err != nil {
			return ev, err
		}
		if _, err := protocol.InForce(ctx, tx); err != nil {
			return ev, err
		}
		p, err := read(ctx, tx, tx.Now, client, r)
		if err != nil {
			return ev, err
		}
		if err := p.Missing(); err != nil {
			return ev, incomplete(err)
		}
		if p.Session.RiskCheck != r.RiskCheck {
			if err := noteCheck(ctx, tx, client, id, p.Session.RiskCheck); err != nil {
				return ev, err
			}
		}
		if err := sign.Sign(ctx, tx, p.Document(client), sign.Author, shown); err != nil {
			return ev, err
		}
		if err := seal(ctx, tx, client, id); err != nil {
			return ev, err
		}
		return audit.Did("integration.signed", client, "integration_session", id), s.follow(ctx, tx, client, p)
	})
}

// incomplete is one sentence on the page that signs; the fields are on the other.
func incomplete(err error) error {
	if p, ok := problem.As(err); ok {
		return problem.Newf(problem.Conflict, "This cannot be signed yet. %s", p.Error())
	}
	return err
}

// follow is what a signed session changes elsewhere.
func (s Service) follow(ctx context.Context, tx *db.Tx, client uuid.UUID, p Page) error {
	r := p.Session
	if r.DosingDayID != uuid.Nil {
		if err := course.MarkIntegrated(ctx, tx, client, r.DosingDayID, r.HeldAt); err != nil {
			return err
		}
	}
	for _, review := range r.Opens() {
		err := pause.OpenReview(ctx, tx, pause.ReviewOpening{Client: client, Course: r.CourseID, Kind: review.Kind,
			Fact: pause.Fact{Kind: "integration_session", ID: r.ID}, Reason: review.Reason})
		if err != nil {
			return err
		}
	}
	if r.AppointmentID != nil {
		if err := schedule.SetStatus(ctx, tx, client, *r.AppointmentID, schedule.Done); err != nil {
			return err
		}
	}
	// Held without a booking it needs none any more.
	if err := task.CloseEvery(ctx, tx, client, task.BookIntegration, "held"); err != nil {
		return err
	}
	return task.Close(ctx, tx, client, task.SignSession, task.Fact{Kind: "integration_session", ID: r.ID}, "signed")
}
