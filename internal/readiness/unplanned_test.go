package readiness_test

import (
	"testing"

	"kap/internal/problem"
	"kap/internal/readiness"
)

var errNotReady = problem.New(problem.Conflict, "Not ready for the lozenge.")

func TestItWasTakenAllTheSame(t *testing.T) {
	f := healthy()
	f.Arrival.Escort = readiness.Escort{}
	why := readiness.Evaluate(f, body, ten).Refusal()
	for _, status := range []readiness.Status{readiness.Arrived, readiness.Cleared} {
		s, err := at(t, status).TakeUnplanned(why, ten)
		if err != nil || s.Status != readiness.Dosed || !s.Unplanned || !s.StartedAt.Equal(ten) {
			t.Errorf("from %s: got %+v, %v", status, s, err)
		}
	}
}

func TestALozengeThatWasReadyIsNotUnplanned(t *testing.T) {
	if _, err := at(t, readiness.Cleared).TakeUnplanned(nil, ten); err == nil {
		t.Error("nothing stood against it")
	}
	if s, err := at(t, readiness.Arrived).TakeUnplanned(nil, ten); err != nil || !s.Unplanned {
		t.Errorf("readiness was not signed; got %+v, %v", s, err)
	}
}

func TestAnUnplannedLozengeFoundAfterLeaving(t *testing.T) {
	s, err := at(t, readiness.Left).TakeUnplanned(errNotReady, ago(-30))
	if err != nil || s.Status != readiness.Left || !s.LastIntake.Equal(ago(-30)) {
		t.Errorf("got %+v, %v", s, err)
	}
	if _, err := at(t, readiness.NotStarted).TakeUnplanned(errNotReady, ten); err == nil {
		t.Error("a session that was not held has no lozenge")
	}
}
