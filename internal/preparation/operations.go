package preparation

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/clinic"
	"kap/internal/course"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/schedule"
	"kap/internal/sign"
)

// Service is what a therapist does before a dosing session.
type Service struct{ DB *db.DB }

// Guide is everything the step knows of a client.
type Guide struct {
	Course     *course.Course // open, nil for none
	Sessions   []Session      // the latest first
	Goals      []Goal
	Ratings    []Rating
	Intentions []Intention // the latest first
	Items      []Item
	Practices  []Practice
	Body       protocol.Body // in force, or the default while none is approved
	Clinic     clinic.Details
}

// Standing are the goals that stand in the open course.
func (g Guide) Standing() []Goal {
	if g.Course == nil {
		return nil
	}
	return Standing(g.Goals, g.Course.ID)
}

// Read is the client's preparation so far.
func (s Service) Read(ctx context.Context, client uuid.UUID) (g Guide, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		open, version, site := course.QueueOpen(b, client), protocol.QueueInForce(b), clinic.QueueDetails(b)
		records, set, ratings := QueuePreparations(b, client), QueueGoals(b, client), QueueRatings(b, client)
		intentions, items, practices := QueueIntention(b, client), QueueReadiness(b, client, v.Now), QueuePractices(b, client)
		if err := b.Send(ctx); err != nil {
			return err
		}
		g = Guide{Sessions: records.All(), Goals: set.All(), Ratings: ratings.All(), Intentions: intentions.All(),
			Practices: practices.All(), Body: protocol.BodyOf(version)}
		if c, found := open.Maybe(); found {
			g.Course, g.Items = &c, ItemsOf(items.All(), c.ID)
		}
		g.Clinic, _ = site.Maybe()
		return nil
	})
	return g, err
}

// BookedAt is where a visit is held as it was booked; here, where there is none.
func (s Service) BookedAt(ctx context.Context, client, visit uuid.UUID) (place Place, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		place, err = PlaceOf(ctx, v, client, visit)
		return err
	})
	return place, err
}

// PlaceOf is BookedAt inside a transaction.
func PlaceOf(ctx context.Context, r db.Reader, client, visit uuid.UUID) (Place, error) {
	if visit == uuid.Nil {
		return Here, nil
	}
	v, err := schedule.Find(ctx, r, client, visit)
	if problem.Is(err, problem.NotFound) {
		return Here, nil
	}
	return Booked(v.VisitMode), err
}

// Reading is one session with its signatures.
type Reading struct {
	Session
	Signatures []sign.Signature
	Missing    []string // what a first dosing would still like to have recorded
	Guide      Guide
}

// One is one session of a client.
func (s Service) One(ctx context.Context, client, id uuid.UUID) (r Reading, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		if r.Session, err = one(ctx, v, client, id); err != nil {
			return err
		}
		b := db.NewBatch(v)
		signatures, set, ratings := sign.Read(b, client, "preparation_session", id), QueueGoals(b, client), QueueRatings(b, client)
		err := b.Send(ctx)
		r.Signatures = signatures.All()
		r.Guide = Guide{Goals: set.All(), Ratings: ratings.All()}
		r.Missing = Missing(Standing(set.All(), r.CourseID), r.Visit)
		return err
	})
	return r, err
}

// Prepare stores a preparation session as a draft, with the goals, their ratings and
// the items of readiness that were gone through.
func (s Service) Prepare(ctx context.Context, client, id uuid.UUID, e SessionEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		c, err := openCourse(ctx, tx, client)
		if err != nil {
			return ev, err
		}
		if err := e.Visit.Check(tx.Now); err != nil {
			return ev, err
		}
		if err := insert(ctx, tx, client, c.ID, id, e); err != nil {
			return ev, err
		}
		return audit.Did("preparation.recorded", client, "preparation_session", id), gather(ctx, tx, client, c.ID, id, e)
	})
}

func openCourse(ctx context.Context, tx *db.Tx, client uuid.UUID) (course.Course, error) {
	if err := seen(ctx, tx, client); err != nil {
		return course.Course{}, err
	}
	c, err := course.OpenOf(ctx, tx, client)
	if problem.Is(err, problem.NotFound) {
		err = problem.New(problem.Conflict, "No course is open for this client. Restart one, then prepare.")
	}
	return c, err
}

// gather stores what the session says about goals and readiness.
func gather(ctx context.Context, tx *db.Tx, client, course, session uuid.UUID, e SessionEntry) error {
	b := db.NewBatch(tx)
	version, known := protocol.QueueInForce(b), QueueReadiness(b, client, tx.Now)
	if err := b.Send(ctx); err != nil {
		return err
	}
	if len(e.Goals) > 0 { // nothing said about goals leaves them as they are
		if err := setGoals(ctx, tx, client, course, e.Goals, protocol.BodyOf(version), factOf(session), nil); err != nil {
			return err
		}
	}
	items, err := newItems(ItemsOf(known.All(), course), e.Items)
	if err != nil {
		return err
	}
	for _, i := range items {
		if err := StateReadiness(ctx, tx, client, course, i); err != nil {
			return err
		}
	}
	return nil
}

// Change replaces a draft by what is on the page.
func (s Service) Change(ctx context.Context, client, id uuid.UUID, e SessionEntry) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		r, err := one(ctx, tx, client, id)
		if err != nil {
			return ev, err
		}
		if err := r.MayChange(tx.Actor); err != nil {
			return ev, err
		}
		if err := e.Visit.Check(tx.Now); err != nil {
			return ev, err
		}
		if err := update(ctx, tx, client, id, e); err != nil {
			return ev, err
		}
		return audit.Did("preparation.changed", client, "preparation_session", id), gather(ctx, tx, client, r.CourseID, id, e)
	})
}

// Sign completes a session, as it was shown. Goals may still be open; where there are
// any there are 2 to 4 (protocol 3).
func (s Service) Sign(ctx context.Context, client, id uuid.UUID, shown string) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		r, err := one(ctx, tx, client, id)
		if err != nil {
			return ev, err
		}
		if err := mayComplete(ctx, tx, client, r); err != nil {
			return ev, err
		}
		if err := sign.Sign(ctx, tx, r.Document(client), sign.Author, shown); err != nil {
			return ev, err
		}
		if err := schedule.HeldOn(ctx, tx, client, schedule.Preparation, r.HeldAt); err != nil {
			return ev, err
		}
		return audit.Did("preparation.signed", client, "preparation_session", id), complete(ctx, tx, client, id)
	})
}

func mayComplete(ctx context.Context, tx *db.Tx, client uuid.UUID, r Session) error {
	if err := r.MayChange(tx.Actor); err != nil {
		return err
	}
	version, err := protocol.InForce(ctx, tx)
	if err != nil {
		return err
	}
	if err := r.CheckComplete(tx.Now); err != nil {
		return asWhole(err)
	}
	set, err := standing(ctx, tx, client, r.CourseID)
	if err != nil || len(set) == 0 {
		return err
	}
	return asWhole(CheckGoals(set, version.Body))
}

// asWhole says the first sentence of a check about the whole page: the page that signs
// has no fields.
func asWhole(err error) error {
	if p, ok := problem.As(err); ok && len(p.Fields) > 0 {
		return problem.New(problem.Conflict, p.Fields[0].Message+" Change the draft, then sign it.")
	}
	return err
}
