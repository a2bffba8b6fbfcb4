package course

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/protocol"
	"kap/internal/safety"
)

// History reads courses, dosing days and what is booked; without clinical reasons for
// the front desk, and for whoever else does not care for the client.
func (s Service) History(ctx context.Context, person uuid.UUID) (h History, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		courses, days, ahead := QueueCourses(b, person), QueueDosingDays(b, person), queueAhead(b, person)
		found, caring := client.QueueClient(b, person), queueCaring(b, person)
		version, today := protocol.QueueInForce(b), queueToday(b)
		if err := b.Send(ctx); err != nil {
			return err
		}
		h = History{Courses: courses.All(), Days: days.All(), Ahead: ahead.All(), Protocol: numbersOf(version)}
		if cares, _ := caring.Maybe(); !cares || !v.Actor.May(auth.ViewCare) {
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
		least := numbersOf(version).Scheduling.First.Least
		err = tx.Savepoint(ctx, func() error { return addElsewhere(ctx, tx, person, id, e, least, uuid.Nil) })
		if db.Violates(err, "dosing_interval") {
			incident := db.NewID()
			if err = safety.OpenIncident(ctx, tx, person, e.incident(incident, id, least)); err == nil {
				err = addElsewhere(ctx, tx, person, id, e, least, incident)
			}
		}
		return audit.Did("dosing_day.added", person, "dosing_day", id), err
	})
}
