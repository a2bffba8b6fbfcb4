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

// numbersOf is the protocol that counts; until one is approved, the draft that comes
// with the system: what was taken elsewhere is told before that.
func numbersOf(version *db.Rows[protocol.Version]) protocol.Body {
	if v, found := version.Maybe(); found {
		return v.Body
	}
	return protocol.Default()
}

// queueToday reads the date in the clinic's zone.
func queueToday(b *db.Batch) *db.Rows[time.Time] {
	return db.Queue[time.Time](b, `
		select (app_now() at time zone zone)::date
		from clinic`)
}

// queueCaring asks whether the reader, or somebody they cover, is on the care team: the
// front desk reads courses of clients in nobody's care, also where it is a therapist too.
func queueCaring(b *db.Batch, client uuid.UUID) *db.Rows[bool] {
	return db.Queue[bool](b, `
		select exists (
		    select
		    from care_team
		    where client_id = $1 and staff_id = any (app_staffs()) and since <= app_now() and until > app_now())`, client)
}

// queueAhead reads the visits that are booked and lie ahead.
func queueAhead(b *db.Batch, client uuid.UUID) *db.Rows[Visit] {
	return db.Queue[Visit](b, `
		select kind, starts_at
		from appointment
		where client_id = $1 and status in `+schedule.Ahead+` and starts_at > app_now()
		order by starts_at`, client)
}
