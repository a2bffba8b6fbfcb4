package course

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/problem"
)

// QueueDosingDays reads the client's dosing days, planned and taken, in every
// course, here and elsewhere, in the order of the calendar; cancelled ones are left
// out. Day is the date in the clinic's zone.
func QueueDosingDays(b *db.Batch, client uuid.UUID) *db.Rows[CourseDay] {
	return db.Queue[CourseDay](b, `
		select coalesce(d.number, 0) as number,
		    coalesce(d.on_date, (a.starts_at at time zone z.zone)::date, '0001-01-01') as day,
		    coalesce(d.started_at, '0001-01-01 00:00:00+00') as started_at,
		    coalesce(d.integrated_at, '0001-01-01 00:00:00+00') as integrated_at,
		    coalesce(a.starts_at, '0001-01-01 00:00:00+00') as booked_at,
		    d.id, d.course_id, d.appointment_id, d.place, d.override_id, d.incident_id, d.on_date is not null as took
		from dosing_day d
		join clinic z on z.id = d.clinic_id
		left join appointment a on a.clinic_id = d.clinic_id and a.id = d.appointment_id
		where d.client_id = $1 and d.cancelled_at is null
		order by 2, d.created_at`, client)
}

// DayPlan is a dosing day that is booked.
type DayPlan struct {
	Client, Course uuid.UUID
	ID             uuid.UUID
	Number         int // within the course
	Appointment    uuid.UUID
	MinDays        int // the protocol's least days to the next one
	Override       uuid.UUID
}

// PlanDay notes the dosing day that comes with a booking.
func PlanDay(ctx context.Context, tx *db.Tx, p DayPlan) error {
	_, err := db.Exec(ctx, tx, `
		insert into dosing_day (id, client_id, course_id, number, appointment_id, min_days, override_id)
		values ($1, $2, $3, $4, $5, $6, $7)`,
		p.ID, p.Client, p.Course, p.Number, orNull(p.Appointment), p.MinDays, orNull(p.Override))
	if db.Violates(err, "dosing_number_once") {
		return problem.Newf(problem.Conflict, "Dose %d is booked already. Move that booking, or cancel it first.", p.Number)
	}
	return err
}

// CancelDay lets a planned dosing day go with its booking; a taken one stays.
func CancelDay(ctx context.Context, tx *db.Tx, client, appointment uuid.UUID) error {
	_, err := db.Exec(ctx, tx, `
		update dosing_day
		set cancelled_at = app_now()
		where client_id = $1 and appointment_id = $2 and on_date is null and cancelled_at is null`, client, appointment)
	return err
}

// DayStart is the first lozenge of a session, or one taken without a session.
type DayStart struct {
	Client      uuid.UUID
	Course      uuid.UUID
	Appointment uuid.UUID // zero: without a booking
	StartedAt   time.Time // the first lozenge
	Day         time.Time // its date in the clinic's zone, as Day gives it
	MinDays     int       // the protocol's least days to the next one
	Override    uuid.UUID // the prescriber's word for an early day
	Incident    uuid.UUID // taken all the same: this day keeps no others away
	Place       string    // empty: here
	Unplanned   bool      // takes no number in the course
}

// StartDay makes the planned day of the appointment a taken one, or adds one with
// the next number of the course, and answers its id. Too close to another day is a
// Conflict; the lozenge was not taken in vain: pass an Incident to record it.
func StartDay(ctx context.Context, tx *db.Tx, s DayStart) (uuid.UUID, error) {
	planned, found, err := db.Maybe[uuid.UUID](ctx, tx, `
		select id
		from dosing_day
		where client_id = $1 and appointment_id = $2 and on_date is null and cancelled_at is null`,
		s.Client, orNull(s.Appointment))
	if err != nil {
		return uuid.Nil, err
	}
	if !found {
		planned, err = addTaken(ctx, tx, s)
		return planned, tooClose(err, s.MinDays)
	}
	err = db.Change(ctx, tx, `
		update dosing_day
		set on_date = $3, started_at = $4, min_days = $5, override_id = coalesce($6, override_id), incident_id = $7,
		    number = case when $8 then null else number end
		where id = $2 and client_id = $1`, s.Client, planned, s.Day, s.StartedAt, s.MinDays, orNull(s.Override),
		orNull(s.Incident), s.Unplanned)
	return planned, tooClose(err, s.MinDays)
}

func addTaken(ctx context.Context, tx *db.Tx, s DayStart) (uuid.UUID, error) {
	if s.Place == "" {
		s.Place = "here"
	}
	id := db.NewID()
	_, err := db.Exec(ctx, tx, `
		insert into dosing_day (id, client_id, course_id, number, appointment_id, on_date, started_at, min_days,
		    override_id, incident_id, place)
		select $1, $2, $3, case when $4 then null else (
		    select coalesce(max(number), 0) + 1
		    from dosing_day
		    where client_id = $2 and course_id = $3 and cancelled_at is null) end, $5, $6, $7, $8, $9, $10, $11`,
		id, s.Client, s.Course, s.Unplanned, orNull(s.Appointment), s.Day, s.StartedAt, s.MinDays,
		orNull(s.Override), orNull(s.Incident), s.Place)
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
