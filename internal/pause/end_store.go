package pause

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"kap/internal/db"
)

// End lifts, answers and closes what waited for a course that was closed in this
// transaction: its pauses, its reviews and its tasks of planning, also those that the
// actor does not read.
func End(ctx context.Context, tx *db.Tx, course uuid.UUID) error {
	if _, err := db.Exec(ctx, tx, `
		select end_course_matters($1, 'The course closed.')`, course); err != nil {
		return fmt.Errorf("end what waited for a closed course: %w", err)
	}
	return nil
}
