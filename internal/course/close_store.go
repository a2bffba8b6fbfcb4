package course

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/db"
)

func closeRow(ctx context.Context, tx *db.Tx, client, course uuid.UUID, c Closing) error {
	return db.Change(ctx, tx, `
		update course
		set closed_at = app_now(), closed_by = app_staff(), closed_reason = $3, closing_visit = $4, closing_words = $5,
		    leftover = $6
		where id = $2 and client_id = $1 and closed_at is null`,
		client, course, string(c.Reason), string(c.Visit), c.Words, string(c.Leftover))
}

// cancelDays lets the planned dosing days of the client go.
func cancelDays(ctx context.Context, tx *db.Tx, client uuid.UUID) error {
	_, err := db.Exec(ctx, tx, `
		update dosing_day
		set cancelled_at = app_now()
		where client_id = $1 and on_date is null and cancelled_at is null`, client)
	return err
}
