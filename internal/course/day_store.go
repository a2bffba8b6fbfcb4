package course

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/calendar"
	"kap/internal/db"
	"kap/internal/problem"
	"kap/internal/schedule"
	"kap/internal/spine"
)

// CourseDays are a client's dosing days and the visits they are booked with, there after
// Send.
type CourseDays struct {
	days   *db.Rows[CourseDay]
	visits *db.Rows[schedule.DosingVisit]
}

// QueueDosingDays reads the client's dosing days, planned and taken, in every
// course, here and elsewhere; cancelled ones are left out. Day is the date in the
// clinic's zone.
func QueueDosingDays(b *db.Batch, client uuid.UUID) CourseDays {
	return CourseDays{db.Queue[CourseDay](b, `
		select d.on_date as day, d.on_date is not null as took, `+db.From[CourseDay]("d")+`
		from dosing_day d
		where d.client_id = $1 and d.cancelled_at is null
		order by d.created_at, d.id`, client), schedule.QueueDosingVisits(b, client)}
}

// All are the days in the order of the calendar; of one day, the one written first.
func (c CourseDays) All() []CourseDay { return booked(c.days.All(), c.visits.All()) }

// DayPlan is a dosing day that is booked.
type DayPlan struct {
	ID          uuid.UUID
	Course      uuid.UUID `db:"course_id"`
	Number      int       // within the course
	Appointment uuid.UUID `db:"appointment_id"`
	MinDays     int       // the protocol's least days to the next one
	Override    uuid.UUID `db:"override_id"`
}

// PlanDay notes the dosing day that comes with a booking.
func PlanDay(ctx context.Context, tx *db.Tx, client uuid.UUID, p DayPlan) error {
	_, err := db.Exec(ctx, tx, `
		insert into dosing_day (client_id, `+db.Columns[DayPlan]()+`)
		values (@client, `+db.Values[DayPlan]()+`)`, db.Named(p, "client", client))
	if db.Violates(err, "dosing_number_once") {
		return problem.Newf(problem.Conflict, "Dose %d is booked already. Move that booking, or cancel it first.", p.Number)
	}
	return err
}

// CancelDay lets a planned dosing day go with its booking, and looks at its neighbours; a
// taken one stays.
func CancelDay(ctx context.Context, tx *db.Tx, client, appointment uuid.UUID) error {
	n, err := db.Exec(ctx, tx, `
		update dosing_day
		set cancelled_at = app_now()
		where client_id = $1 and appointment_id = $2 and on_date is null and cancelled_at is null`, client, appointment)
	if err != nil || n == 0 {
		return err
	}
	v, err := schedule.Find(ctx, tx, client, appointment)
	if err != nil {
		return err
	}
	zone, err := schedule.Zone(ctx, tx)
	if err != nil {
		return err
	}
	return LookAgain(ctx, tx, client, Change{Session: appointment, Was: calendar.Day(v.StartsAt, zone)})
}

// DayStart is the first lozenge of a session, or one taken without a session.
type DayStart struct {
	Client      uuid.UUID `db:"client_id"`
	Course      uuid.UUID `db:"course_id"`
	Appointment uuid.UUID `db:"appointment_id"` // zero: without a booking
	StartedAt   time.Time // the first lozenge
	Day         time.Time `db:"on_date"` // its date in the clinic's zone, as Day gives it
	MinDays     int       // the protocol's least days to the next one
	Override    uuid.UUID `db:"override_id"` // the prescriber's word for an early day
	Incident    uuid.UUID `db:"incident_id"` // taken all the same: this day keeps no others away
	Unplanned   bool      // takes no number in the course
}

// StartDay makes the planned day of the appointment a taken one, or adds one with
// the next number of the course, and answers its id. Too close to another day is a
// Conflict; the lozenge was not taken in vain: pass an Incident to record it.
func StartDay(ctx context.Context, tx *db.Tx, s DayStart) (uuid.UUID, error) {
	planned, found, err := db.Maybe[uuid.UUID](ctx, tx, `
		select id
		from dosing_day
		where client_id = @client_id and appointment_id = @appointment_id and on_date is null and cancelled_at is null`, db.Named(s))
	if err != nil {
		return uuid.Nil, err
	}
	if !found {
		if planned, err = addTaken(ctx, tx, s); err != nil {
			return planned, tooClose(err, s.MinDays)
		}
		return planned, LookAgain(ctx, tx, s.Client, Change{Session: s.Appointment, Is: s.Day}) // a day nobody had booked
	}
	err = db.Change(ctx, tx, `
		update dosing_day
		set on_date = @on_date, started_at = @started_at, min_days = @min_days,
		    override_id = coalesce(@override_id, override_id), incident_id = @incident_id,
		    number = case when @unplanned then null else number end
		where id = @id and client_id = @client_id`, db.Named(s, "id", planned))
	return planned, tooClose(err, s.MinDays)
}

func addTaken(ctx context.Context, tx *db.Tx, s DayStart) (uuid.UUID, error) {
	id := db.NewID()
	_, err := db.Exec(ctx, tx, `
		insert into dosing_day (id, client_id, course_id, appointment_id, on_date, started_at, min_days, override_id,
		    incident_id, number)
		select @id, @client_id, @course_id, @appointment_id, @on_date, @started_at, @min_days, @override_id,
		    @incident_id, case when @unplanned then null else (
		    select coalesce(max(number), 0) + 1
		    from dosing_day
		    where client_id = @client_id and course_id = @course_id and cancelled_at is null) end`, db.Named(s, "id", id))
	return id, err
}

// tooClose turns the database's refusal of a day into a sentence.
func tooClose(err error, minDays int) error {
	if db.Violates(err, "dosing_interval") {
		return problem.Newf(problem.Conflict, "Fewer than %d days lie between this day and another day with ketamine. If it was taken all the same, record it as that.", minDays)
	}
	if err != nil {
		return fmt.Errorf("start dosing day: %w", err)
	}
	return nil
}

// MarkIntegrated notes when the first integration after a dosing day was
// completed; a later one changes nothing.
func MarkIntegrated(ctx context.Context, tx *db.Tx, client, day uuid.UUID, at time.Time) error {
	_, err := db.Exec(ctx, tx, `
		update dosing_day
		set integrated_at = $3
		where id = $2 and client_id = $1 and integrated_at is null`, client, day, at)
	return err
}

// BookedDose is the number that a booked dosing session has in its course.
type BookedDose struct {
	AppointmentID uuid.UUID
	Number        int // 0: none, an unplanned one
}

// QueueBookedDoses reads those that are planned, or were taken since a moment.
func QueueBookedDoses(b *db.Batch, since time.Time) *db.Rows[BookedDose] {
	return db.Queue[BookedDose](b, `
		select appointment_id, coalesce(number, 0) as number
		from dosing_day
		where appointment_id is not null and cancelled_at is null and (on_date is null or started_at >= $1)`, since)
}

// LastTaken is the last dosing day of an open course.
type LastTaken struct {
	ClientID        uuid.UUID
	ClientName      string
	ProtocolVersion int // the course goes by; 0: none yet
	Number          int // of the dose; 0: an unplanned one
	Days            int // since
	Integrated      bool
}

// QueueLastTaken reads the last dosing day of each client one treats, by the client's
// name; clients who took nothing yet are left out.
func QueueLastTaken(b *db.Batch) *db.Rows[LastTaken] {
	return db.Queue[LastTaken](b, `
		select client_id, client_name, protocol_version, number, days, integrated
		from (
		    select distinct on (k.client_id) k.client_id, `+spine.Called+` as client_name, `+spine.CalledKey+` as client_key,
		        coalesce(k.protocol_version, 0) as protocol_version, coalesce(d.number, 0) as number,
		        (app_now() at time zone z.zone)::date - d.on_date as days, d.integrated_at is not null as integrated
		    from course k
		    join client c on c.clinic_id = k.clinic_id and c.id = k.client_id
		    join clinic z on z.id = k.clinic_id
		    join dosing_day d on d.clinic_id = k.clinic_id and d.client_id = k.client_id and d.course_id = k.id and d.on_date is not null
		    where `+spine.Open+` and `+spine.Treated+`
		    order by k.client_id, d.on_date desc) last
		order by client_key, client_id`)
}
