package course

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/problem"
)

// History is a client's courses and dosing days.
type History struct {
	Courses []Course // the latest first
	Days    []CourseDay
}

// Latest is the open course or the one closed last; false where there was none.
func (h History) Latest() (Course, bool) {
	if len(h.Courses) == 0 {
		return Course{}, false
	}
	return h.Courses[0], true
}

// History reads courses and dosing days, for the front desk without clinical reasons.
func (s Service) History(ctx context.Context, client uuid.UUID) (h History, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		courses, days := QueueCourses(b, client), QueueDosingDays(b, client)
		if err := b.Send(ctx); err != nil {
			return err
		}
		h = History{courses.All(), days.All()}
		if !v.Actor.May(auth.ViewCare) {
			for i, c := range h.Courses {
				h.Courses[i] = c.ForDesk()
			}
		}
		return nil
	})
	return h, err
}

// Close ends the open course on any day, with a reason; its bookings are cancelled
// in the same act (protocol 7). What was signed and who cared stays.
func (s Service) Close(ctx context.Context, client uuid.UUID, c Closing) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (audit.Event, error) {
		if err := c.Check(tx.Actor); err != nil {
			return audit.Event{}, err
		}
		course, err := OpenOf(ctx, tx, client)
		if problem.Is(err, problem.NotFound) {
			err = problem.New(problem.Conflict, "No course is open; it may have been closed meanwhile.")
		}
		if err != nil {
			return audit.Event{}, err
		}
		return audit.Did("course.closed", client, "course", course.ID), CloseIn(ctx, tx, client, course.ID, c)
	})
}

// CloseIn closes a course inside another act. It checks nobody's right to.
func CloseIn(ctx context.Context, tx *db.Tx, client, course uuid.UUID, c Closing) error {
	dosing, err := dosingNow(ctx, tx, client)
	if err == nil && dosing {
		err = problem.New(problem.Conflict, "The client is in a dosing visit now. Close the course after they have left.")
	}
	if err != nil {
		return err
	}
	if err := closeRow(ctx, tx, client, course, c); err != nil {
		return err
	}
	return cancelBookings(ctx, tx, client, c.cancelledBy())
}

// Restart opens a new course after a closed one. Who cared before is named again
// where they still work here; a new decision is needed, consents in the current
// text count (protocol 7).
func (s Service) Restart(ctx context.Context, client, id uuid.UUID, r Restart) error {
	if err := r.Check(); err != nil {
		return err
	}
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (audit.Event, error) {
		b := db.NewBatch(tx)
		before := QueueCourses(b, client)
		if err := b.Send(ctx); err != nil {
			return audit.Event{}, err
		}
		o := Opening{Kind: r.Kind, ReferredBy: r.ReferredBy}
		if last, found := before.Maybe(); found {
			named := Naming{PrescriberID: last.PrescriberID, TherapistID: last.TherapistID}
			if err := checkNaming(ctx, tx, named); err == nil {
				o.PrescriberID, o.TherapistID = named.PrescriberID, named.TherapistID
			}
		}
		return audit.Did("course.opened", client, "course", id), Open(ctx, tx, client, id, o)
	})
}

// TakenElsewhere notes ketamine that was not taken in a session here. What
// happened is always recorded: a day too close to another opens an incident.
func (s Service) TakenElsewhere(ctx context.Context, client, id uuid.UUID, e Elsewhere) error {
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (audit.Event, error) {
		day, err := today(ctx, tx)
		if err != nil {
			return audit.Event{}, err
		}
		if err := e.Check(day); err != nil {
			return audit.Event{}, err
		}
		least, err := leastDays(ctx, tx)
		if err != nil {
			return audit.Event{}, err
		}
		err = tx.Savepoint(ctx, func() error { return addElsewhere(ctx, tx, client, id, e, least, uuid.Nil) })
		if db.Violates(err, "dosing_interval") {
			incident := db.NewID()
			if err = addIntervalIncident(ctx, tx, client, incident, id, e.tooClose(least)); err == nil {
				err = addElsewhere(ctx, tx, client, id, e, least, incident)
			}
		}
		return audit.Did("dosing_day.added", client, "dosing_day", id), err
	})
}
