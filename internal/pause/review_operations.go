package pause

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/auth"
	"kap/internal/db"
	"kap/internal/problem"
)

// AskedKinds are what a clinician asks the prescriber by hand: what no other step
// learns (protocol 1.4).
var AskedKinds = []ReviewKind{NewDiagnosis, HigherDose, Screen, Substance, Urinary, Pregnancy, Concern}

// ReviewEntry is a question for the prescriber as it is typed.
type ReviewEntry struct {
	Kind   ReviewKind `form:"kind"`
	Reason string     `form:"reason"`
}

// Check says what is missing.
func (a ReviewEntry) Check() error {
	var f problem.Fields
	if !slices.Contains(AskedKinds, a.Kind) {
		f.Add("kind", "Choose what the question is about.")
	}
	if strings.TrimSpace(a.Reason) == "" {
		f.Add("reason", "Write what you learned, in a sentence.")
	}
	return f.Err()
}

// Ask opens a review by hand; bookings stay. A possible pregnancy pauses the course until
// it is tested (protocol 1.4): whoever learns of it says so here.
func (s Service) Ask(ctx context.Context, client, id uuid.UUID, in ReviewEntry) error {
	if err := in.Check(); err != nil {
		return err
	}
	return s.DB.Write(ctx, []uuid.UUID{client}, func(tx *db.Tx) (ev audit.Event, err error) {
		if !tx.Actor.May(auth.CallSafety) {
			return ev, problem.New(problem.Forbidden, "A therapist, a nurse or a prescriber asks for a review.")
		}
		if err := needCourse(ctx, tx, client); err != nil {
			return ev, err
		}
		if in.Kind == Pregnancy {
			return audit.Did("pause.opened", client, "pause", id), Open(ctx, tx,
				Opening{ID: id, Client: client, Kind: Medical, Reason: in.Kind.Words() + ": " + in.Reason}, s.Hold)
		}
		return audit.Did("review.opened", client, "review", id),
			OpenReview(ctx, tx, ReviewOpening{ID: id, Client: client, Kind: in.Kind, Reason: in.Reason})
	})
}
