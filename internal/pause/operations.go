package pause

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/problem"
)

// Service pauses, lifts and answers.
type Service struct {
	DB   *db.DB
	Hold Hold // always given: a pause that leaves its bookings confirmed is none
	// Lifted confirms again what the pauses made tentative, once none holds. The course
	// knows the rules of booking and stands above this step.
	Lifted func(ctx context.Context, tx *db.Tx, client uuid.UUID) error
}

// Page is everything that stands in a client's way, as the actor may read it.
type Page struct {
	HasCourse bool // one is open
	Paused    bool // also where the reason is not the actor's to read
	Desk      bool // in the words of the front desk: no reviews, no reasons of others
	Pauses    []Pause
	Reviews   []Review
}

// Read is the page of pauses and reviews.
func (s Service) Read(ctx context.Context, client uuid.UUID) (p Page, err error) {
	actor, err := auth.From(ctx)
	if err != nil {
		return p, err
	}
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		has, word := queueHasCourse(b, client), QueuePaused(b, client)
		pauses, reviews := QueueAll(b, client), QueueReviews(b, client)
		if err := b.Send(ctx); err != nil {
			return err
		}
		p.HasCourse, _ = has.Maybe()
		p.Paused, _ = word.Maybe()
		p.Pauses, p.Reviews = pauses.All(), reviews.All()
		return nil
	})
	return p.as(actor), err
}

// as leaves out what the actor does not read, and counts what holds.
func (p Page) as(a auth.Actor) Page {
	p.Desk = !a.May(auth.ViewCare)
	for i, pause := range p.Pauses {
		p.Paused = p.Paused || pause.Open()
		if p.Desk {
			p.Pauses[i] = pause.ForDesk()
		}
	}
	if p.Desk {
		p.Reviews = nil
	}
	return p
}

// Pause pauses the client's open course by hand.
func (s Service) Pause(ctx context.Context, client, id uuid.UUID, in PauseEntry) error {
	if err := in.Check(); err != nil {
		return err
	}
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		if err := in.Kind.Allowed(tx.Actor); err != nil {
			return ev, err
		}
		if err := needCourse(ctx, tx, client); err != nil {
			return ev, err
		}
		return audit.Did("pause.opened", client, "pause", id), Open(ctx, tx,
			Opening{ID: id, Client: client, Kind: in.Kind, Reason: in.Reason}, s.Hold)
	})
}

func needCourse(ctx context.Context, tx *db.Tx, client uuid.UUID) error {
	b := db.NewBatch(tx)
	has := queueHasCourse(b, client)
	if err := b.Send(ctx); err != nil {
		return err
	}
	if open, _ := has.Maybe(); !open {
		return problem.New(problem.Conflict, "This client has no open course, so there is nothing to pause or to ask about.")
	}
	return nil
}

// Lift lets the course go on. A review that the same fact opened is answered by it.
func (s Service) Lift(ctx context.Context, client, id uuid.UUID, in LiftingEntry) error {
	if err := in.Check(); err != nil {
		return err
	}
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		p, err := one(ctx, tx, client, id)
		if err != nil {
			return ev, err
		}
		if err := p.Kind.Allowed(tx.Actor); err != nil {
			return ev, err
		}
		if err := lift(ctx, tx, client, id, in.Reason); err != nil {
			return ev, err
		}
		if err := s.answerToo(ctx, tx, client, p, in.Reason); err != nil {
			return ev, err
		}
		return audit.Did("pause.lifted", client, "pause", id), s.lifted(ctx, tx, client)
	})
}

func (s Service) lifted(ctx context.Context, tx *db.Tx, client uuid.UUID) error {
	if s.Lifted == nil {
		return nil
	}
	return s.Lifted(ctx, tx, client)
}

func (s Service) answerToo(ctx context.Context, tx *db.Tx, client uuid.UUID, p Pause, reason string) error {
	if p.Fact == nil || !tx.Actor.May(auth.AnswerReview) {
		return nil
	}
	return answerOfFact(ctx, tx, client, Fact{p.FactKind, *p.Fact}, AnswerEntry{Decision: Continue, Answer: reason})
}

// AnswerReview is the prescriber's answer: it closes everything the same fact
// opened, or pauses the course.
func (s Service) AnswerReview(ctx context.Context, client, id uuid.UUID, in AnswerEntry) error {
	if err := in.Check(); err != nil {
		return err
	}
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		if !tx.Actor.May(auth.AnswerReview) {
			return ev, problem.New(problem.Forbidden, "Only a prescriber answers a review.")
		}
		r, err := oneReview(ctx, tx, client, id)
		if err != nil {
			return ev, err
		}
		if !r.Open() {
			return ev, problem.Newf(problem.Conflict, "%s answered this review already: %s.", r.AnsweredBy, r.Decision)
		}
		if err := answerReview(ctx, tx, client, r, in); err != nil {
			return ev, err
		}
		return audit.Did("review.answered", client, "review", id), s.follow(ctx, tx, client, r, in)
	})
}

// follow does what the answer says: go on lifts what the fact paused, the others pause.
func (s Service) follow(ctx context.Context, tx *db.Tx, client uuid.UUID, r Review, a AnswerEntry) error {
	if a.Decision.GoesOn() {
		if err := liftOfFact(ctx, tx, client, r.fact(), a.Answer); err != nil {
			return err
		}
		return s.lifted(ctx, tx, client)
	}
	fact := r.fact()
	if fact.ByHand() {
		fact = Fact{"review", r.ID}
	}
	return Open(ctx, tx, Opening{Client: client, Course: r.CourseID, Kind: r.Kind.Pauses(), Fact: fact, Reason: a.Answer}, s.Hold)
}
