package dosing

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/problem"
)

func queueDeparture(b *db.Batch, client, session uuid.UUID) *db.Rows[Departure] {
	return db.Queue[Departure](b, `
		select `+db.From[Departure]("d")+`, d.by, coalesce(w.name, '') as by_name
		from departure d
		left join staff w on w.clinic_id = d.clinic_id and w.id = d.by
		where d.client_id = $1 and d.session_id = $2`, client, session)
}

func addDeparture(ctx context.Context, tx *db.Tx, client, session uuid.UUID, d Departure) error {
	_, err := db.Exec(ctx, tx, `
		insert into departure (client_id, session_id, `+db.Columns[Departure]()+`)
		values (@client, @session, `+db.Values[Departure]()+`)`, db.Named(d, "client", client, "session", session))
	switch {
	case db.Violates(err, "one_departure"):
		return problem.New(problem.Conflict, "The client is already recorded as having left.")
	case err != nil:
		return fmt.Errorf("keep departure: %w", err)
	}
	return nil
}

// endOfToday is the last moment of the clinic's day.
func endOfToday(ctx context.Context, tx *db.Tx) (time.Time, error) {
	return db.One[time.Time](ctx, tx, `
		select (date_trunc('day', app_now() at time zone zone) + interval '1 day') at time zone zone - interval '1 second'
		from clinic`)
}

// checkSecondPerson refuses a second person who does not work here (any more). Zero: none named.
func checkSecondPerson(ctx context.Context, tx *db.Tx, person uuid.UUID) error {
	works, err := db.One[bool](ctx, tx, `
		select exists (
		    select from staff
		    where id = $1 and disabled_at is null)`, person)
	if err == nil && !works && person != uuid.Nil {
		err = problem.At("second_person", "Choose somebody who works here.")
	}
	return err
}
