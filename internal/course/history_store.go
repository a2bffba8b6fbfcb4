package course

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/client"
	"kap/internal/db"
	"kap/internal/protocol"
	"kap/internal/schedule"
)

// History reads courses, dosing days and what is booked; without clinical reasons for
// the front desk, and for whoever else does not care for the client.
func (s Service) History(ctx context.Context, person uuid.UUID) (h History, err error) {
	err = s.DB.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		courses, days, visits := QueueCourses(b, person), QueueDosingDays(b, person), schedule.QueueVisits(b, person)
		found, caring := client.QueueClient(b, person), client.QueueOnTeam(b, person)
		version, today := protocol.QueueInForce(b), queueToday(b)
		if err := b.Send(ctx); err != nil {
			return err
		}
		h = History{Courses: courses.All(), Days: days.All(), Ahead: schedule.AheadOf(visits.All(), v.Now), Protocol: protocol.BodyOf(version)}
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

// queueToday reads the date in the clinic's zone.
func queueToday(b *db.Batch) *db.Rows[time.Time] {
	return db.Queue[time.Time](b, `
		select (app_now() at time zone zone)::date
		from clinic`)
}
