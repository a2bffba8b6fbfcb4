package measure

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/problem"
)

// Override takes a suicide screen that is not positive for positive, and opens what a
// positive one opens. The answers stay as they were given.
func (s Service) Override(ctx context.Context, client, response, id uuid.UUID, o OverrideEntry) error {
	if err := o.Check(); err != nil {
		return err
	}
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		if !tx.Actor.May(auth.CheckRisk) {
			return ev, problem.New(problem.Forbidden, "A prescriber, therapist or nurse overrides a screen.")
		}
		r, err := one(ctx, tx, client, tx.Now, response)
		if err != nil {
			return ev, err
		}
		if err := r.MayOverride(); err != nil {
			return ev, err
		}
		_, set, err := s.read(ctx, tx, client)
		if err != nil {
			return ev, err
		}
		if err := insertOverride(ctx, tx, client, response, id, o.Reason); err != nil {
			return ev, err
		}
		return audit.Did("screen.overridden", client, "measure_response", response), open(ctx, tx, client, r, set, o.opens(r))
	})
}
