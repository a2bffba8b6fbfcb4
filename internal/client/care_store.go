package client

import (
	"context"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
)

// QueueMedicines reads what was on the client's list at a moment, what is still taken
// first; Taken says what of it was taken on a date.
func QueueMedicines(b *db.Batch, client uuid.UUID, at time.Time) *db.Rows[Medicine] {
	return db.Queue[Medicine](b, `
		select id, name, class, dose, as_needed, last_taken_at, started_on, stopped_on, source, created_at
		from medicine
		where client_id = $1 and created_at <= $2
		order by stopped_on is not null, stopped_on desc, lower(name), id`, client, at)
}

// QueueAllergies reads allergies, those in force first.
func QueueAllergies(b *db.Batch, client uuid.UUID) *db.Rows[Allergy] {
	return db.Queue[Allergy](b, `
		select id, substance, reaction, severity, ended_at
		from allergy
		where client_id = $1
		order by ended_at is not null, created_at, id`, client)
}

func addMedicine(ctx context.Context, tx *db.Tx, client, id uuid.UUID, e MedicineEntry) error {
	_, err := db.Exec(ctx, tx, `
		insert into medicine (id, client_id, name, class, dose, as_needed, last_taken_at, started_on, source)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		id, client, e.Name, e.class(), e.Dose, e.AsNeeded, orNull(e.LastTakenAt), orNull(e.StartedOn), e.Source)
	return err
}

func stopMedicine(ctx context.Context, tx *db.Tx, client, medicine uuid.UUID, on time.Time) error {
	return db.Change(ctx, tx, `
		update medicine
		set stopped_on = $3
		where id = $2 and client_id = $1 and stopped_on is null`, client, medicine, on)
}

func addAllergy(ctx context.Context, tx *db.Tx, client, id uuid.UUID, substance, reaction, severity string) error {
	_, err := db.Exec(ctx, tx, `
		insert into allergy (id, client_id, substance, reaction, severity)
		values ($1, $2, $3, $4, $5)`, id, client, substance, reaction, severity)
	return err
}

// endNoneKnown ends the row that there is none, once there is one; or the other way round.
func endNoneKnown(ctx context.Context, tx *db.Tx, client uuid.UUID) error {
	_, err := db.Exec(ctx, tx, `
		update allergy
		set ended_at = app_now()
		where client_id = $1 and substance = $2 and ended_at is null`, client, NoneKnown)
	return err
}

func allergiesInForce(ctx context.Context, tx *db.Tx, client uuid.UUID) (int, error) {
	return db.One[int](ctx, tx, `
		select count(*)::int
		from allergy
		where client_id = $1 and substance <> $2 and ended_at is null`, client, NoneKnown)
}

func endAllergy(ctx context.Context, tx *db.Tx, client, allergy uuid.UUID) error {
	return db.Change(ctx, tx, `
		update allergy
		set ended_at = app_now()
		where id = $2 and client_id = $1 and ended_at is null`, client, allergy)
}

// decidedCourse is the client's open course once a decision was signed in it:
// from then on a new medicine is a question for the prescriber.
func decidedCourse(ctx context.Context, tx *db.Tx, client uuid.UUID) (uuid.UUID, bool, error) {
	return db.Maybe[uuid.UUID](ctx, tx, `
		select c.id
		from course c
		where c.client_id = $1 and c.closed_at is null
		  and exists (
		    select
		    from eligibility_decision d
		    where d.clinic_id = c.clinic_id and d.course_id = c.id and d.signed_at is not null)`, client)
}

// orNull stores a time nobody gave as null.
func orNull(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}

// queueToday reads the date in the clinic's zone.
func queueToday(b *db.Batch) *db.Rows[time.Time] {
	return db.Queue[time.Time](b, `
		select (app_now() at time zone zone)::date
		from clinic`)
}
