package schedule

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/spine"
)

// DayVisit is one visit among those of the house, with whose it is; nothing of it is
// clinical.
type DayVisit struct {
	ID         uuid.UUID
	ClientID   uuid.UUID
	CourseID   uuid.UUID // zero: booked without one
	ClientName string
	Number     string // K-0042
	Planned    int    // doses of the course
	Kind       Kind
	StartsAt   time.Time
	EndsAt     time.Time
	Status     Status
	VisitMode  VisitMode
	Room       string
	StaffName  string
	Mine       bool // whose visit it is reads it, or who covers them; otherwise one takes part
}

const dayVisits = `
		select a.id, a.client_id, a.course_id, ` + spine.Called + ` as client_name, c.number,
		    coalesce(k.planned_doses, 0) as planned, a.kind, a.starts_at, a.ends_at, a.status, a.visit_mode,
		    coalesce(r.name, '') as room, coalesce(s.name, '') as staff_name,
		    coalesce(a.staff_id = any (app_staffs()), false) as mine
		from appointment a
		join client c on c.clinic_id = a.clinic_id and c.id = a.client_id
		left join course k on k.clinic_id = a.clinic_id and k.id = a.course_id
		left join room r on r.clinic_id = a.clinic_id and r.id = a.room_id
		left join staff s on s.clinic_id = a.clinic_id and s.id = a.staff_id
		where a.starts_at >= $1 and a.starts_at < $2 and a.status <> '` + string(Cancelled) + `'`

const byTime = `
		order by a.starts_at, a.id`

// QueueDay reads the visits that begin between two instants, as far as one sees the
// clients; cancelled ones are left out.
func QueueDay(b *db.Batch, from, until time.Time) *db.Rows[DayVisit] {
	return db.Queue[DayVisit](b, dayVisits+byTime, from, until)
}

// QueueMyDay reads those that are one's own, or of somebody one covers, or that one takes
// part in.
func QueueMyDay(b *db.Batch, from, until time.Time) *db.Rows[DayVisit] {
	return db.Queue[DayVisit](b, dayVisits+`
		  and (a.staff_id = any (app_staffs()) or exists (
		      select from booking q
		      where q.clinic_id = a.clinic_id and q.appointment_id = a.id and q.active and q.staff_id = any (app_staffs())))`+
		byTime, from, until)
}

// QueueDosings reads those that are dosing sessions.
func QueueDosings(b *db.Batch, from, until time.Time) *db.Rows[DayVisit] {
	return db.Queue[DayVisit](b, dayVisits+`
		  and a.kind = '`+string(Dosing)+`'`+byTime, from, until)
}

// NextVisit is when a client's next visit of a kind begins.
type NextVisit struct {
	ClientID uuid.UUID
	StartsAt time.Time
}

// QueueNext reads the next visit of a kind of each client one sees, where one lies ahead.
func QueueNext(b *db.Batch, kind Kind) *db.Rows[NextVisit] {
	return db.Queue[NextVisit](b, `
		select client_id, min(starts_at) as starts_at
		from appointment
		where kind = $1 and starts_at > app_now() and status in `+Ahead+`
		group by client_id`, kind)
}
