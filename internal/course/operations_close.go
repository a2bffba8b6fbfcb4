package course

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/protocol"
)

// History is a client's courses and dosing days.
type History struct {
	Courses  []Course // the latest first
	Days     []CourseDay
	Ahead    []Visit // booked
	Today    time.Time
	Protocol protocol.Body
}

// Visit is a booked visit that a closing would cancel.
type Visit struct {
	Kind     string
	StartsAt time.Time
}

// Latest is the open course or the one closed last; false where there was none.
func (h History) Latest() (Course, bool) {
	if len(h.Courses) == 0 {
		return Course{}, false
	}
	return h.Courses[0], true
}

// Interval rules on another dose today, by the client's last ketamine.
func (h History) Interval() Ruling {
	c, _ := h.Latest()
	return Interval(c.Kind, LastKetamine(h.Days, h.Today.AddDate(0, 0, 1)), h.Today, h.Protocol)
}

// History reads courses, dosing days and what is booked; for the front desk
// without clinical reasons.
func (s Service) History(ctx context.Context, person uuid.UUID) (h History, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		courses, days, ahead := QueueCourses(b, person), QueueDosingDays(b, person), queueAhead(b, person)
		found := client.QueueClient(b, person)
		version, today := protocol.QueueInForce(b), queueToday(b)
		if err := b.Send(ctx); err != nil {
			return err
		}
		h = History{Courses: courses.All(), Days: days.All(), Ahead: ahead.All(), Protocol: bodyOf(version)}
		if !v.Actor.May(auth.ViewCare) {
			for i, c := range h.Courses {
				h.Courses[i] = c.ForDesk()
			}
		}
		if _, err := found.One(); err != nil {
			return err
		}
		h.Today, err = today.One()
		return err
	})
	return h, err
}

// Close ends the open course on any day, with a reason; its bookings are cancelled
// in the same act (protocol 7). What was signed and who cared stays.
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
	dosing, err := dosingNow(ctx, tx, person)
	if err == nil && dosing {
		err = problem.New(problem.Conflict, "The client is in a dosing visit now. Close the course after they have left.")
	}
	if err != nil {
		return err
	}
	if err := closeRow(ctx, tx, person, course, c); err != nil {
		return err
	}
	return cancelBookings(ctx, tx, person, c.cancelledBy())
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

// TakenElsewhere notes ketamine that was not taken in a session here. What
// happened is always recorded: a day too close to another opens an incident.
func (s Service) TakenElsewhere(ctx context.Context, person, id uuid.UUID, e Elsewhere) error {
	return s.DB.Write(ctx, []uuid.UUID{person}, func(tx *db.Tx) (audit.Event, error) {
		b := db.NewBatch(tx)
		found, version, today := client.QueueClient(b, person), protocol.QueueInForce(b), queueToday(b)
		if err := b.Send(ctx); err != nil {
			return audit.Event{}, err
		}
		if _, err := found.One(); err != nil {
			return audit.Event{}, err
		}
		day, err := today.One()
		if err != nil {
			return audit.Event{}, err
		}
		if err := e.Check(day); err != nil {
			return audit.Event{}, err
		}
		least := bodyOf(version).Scheduling.First.Least
		err = tx.Savepoint(ctx, func() error { return addElsewhere(ctx, tx, person, id, e, least, uuid.Nil) })
		if db.Violates(err, "dosing_interval") {
			incident := db.NewID()
			if err = addIntervalIncident(ctx, tx, person, incident, id, e.tooClose(least)); err == nil {
				err = addElsewhere(ctx, tx, person, id, e, least, incident)
			}
		}
		return audit.Did("dosing_day.added", person, "dosing_day", id), err
	})
}
