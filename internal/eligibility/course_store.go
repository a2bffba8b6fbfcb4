package eligibility

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/spine"
)

// DecidedCourse is the client's open course once a decision was signed in it:
// from then on a new medicine is a question for the prescriber.
func DecidedCourse(ctx context.Context, tx *db.Tx, client uuid.UUID) (uuid.UUID, bool, error) {
	return db.Maybe[uuid.UUID](ctx, tx, `
		select k.id
		from course k
		where k.client_id = $1 and `+spine.Open+`
		  and exists (
		    select
		    from eligibility_decision d
		    where d.clinic_id = k.clinic_id and d.course_id = k.id and d.signed_at is not null)`, client)
}
