package dosing

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/calendar"
	"kap/internal/db"
	"kap/internal/problem"
)

// RecordImpressions keeps what the client brought back, the day of the session.
func (s Service) RecordImpressions(ctx context.Context, client, session, id uuid.UUID, in ImpressionEntry) error {
	in.Emotions = felt(in.Emotions)
	if err := in.Check(); err != nil {
		return err
	}
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		c, err := chartForUpdate(ctx, tx, client, session)
		if err != nil {
			return ev, err
		}
		if err := c.Session.AcceptsImpressions(); err != nil {
			return ev, err
		}
		if !calendar.SameDay(c.Session.StartedAt, tx.Now, c.Clinic.Location()) {
			return ev, problem.New(problem.Conflict, "Impressions are written on the day of the session. Write what came up later in the integration.")
		}
		return audit.Did("impression.recorded", client, "impression", id), addImpression(ctx, tx, client, session, id, in)
	})
}

// felt leaves out the lines of the form that nobody filled in.
func felt(lines []Emotion) []Emotion {
	var kept []Emotion
	for _, e := range lines {
		if strings.TrimSpace(e.Name) != "" || e.Intensity != 0 {
			kept = append(kept, e)
		}
	}
	return kept
}

// TakeOutImpressions marks impressions as entered in error, by who wrote them.
func (s Service) TakeOutImpressions(ctx context.Context, client, session, impression uuid.UUID, in VoidEntry) error {
	if in.Reason == "" {
		return problem.At("reason", "Write why these impressions do not belong here.")
	}
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		c, err := chartForUpdate(ctx, tx, client, session)
		if err != nil {
			return ev, err
		}
		if err := c.Session.AcceptsImpressions(); err != nil {
			return ev, err
		}
		for _, i := range c.Impressions {
			if i.ID == impression {
				return audit.Did("impression.taken_out", client, "impression", impression),
					takeOut(ctx, tx, client, "impression", impression, in.Reason)
			}
		}
		return ev, problem.Missing()
	})
}
