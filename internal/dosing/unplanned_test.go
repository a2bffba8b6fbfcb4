package dosing_test

import (
	"strings"
	"testing"

	"kap/internal/dosing"
	"kap/internal/problem"
)

var errNotReady = problem.New(problem.Conflict, "Not ready for the lozenge.")

func TestItWasTakenAllTheSame(t *testing.T) {
	f := healthy()
	f.Arrival.Escort = dosing.Escort{}
	why := dosing.Evaluate(f, body, ten).Refusal()
	for _, status := range []dosing.Status{dosing.Arrived, dosing.Cleared} {
		u, err := at(t, status).TakenAllTheSame(why, ten)
		if err != nil {
			t.Fatal(err)
		}
		if u.Session.Status != dosing.Dosed || !u.Session.Unplanned || !u.Session.StartedAt.Equal(ten) {
			t.Errorf("from %s: got %+v", status, u.Session)
		}
		if said := strings.Join(u.Reasons, " "); !strings.Contains(said, "Escort") || u.Incident == "" || u.Task == "" {
			t.Errorf("from %s: got %+v", status, u)
		}
	}
}

func TestALozengeThatWasReadyIsNotUnplanned(t *testing.T) {
	if _, err := at(t, dosing.Cleared).TakenAllTheSame(nil, ten); err == nil {
		t.Error("nothing stood against it")
	}
	u, err := at(t, dosing.Arrived).TakenAllTheSame(nil, ten)
	if err != nil || len(u.Reasons) != 1 || u.Reasons[0] != "Readiness was not signed." {
		t.Errorf("got %+v, %v", u, err)
	}
}

func TestAnUnplannedLozengeFoundAfterLeaving(t *testing.T) {
	u, err := at(t, dosing.Left).TakenAllTheSame(errNotReady, ago(-30))
	if err != nil || u.Session.Status != dosing.Left || !u.Session.LastIntake.Equal(ago(-30)) {
		t.Errorf("got %+v, %v", u.Session, err)
	}
	if _, err := at(t, dosing.NotStarted).TakenAllTheSame(errNotReady, ten); err == nil {
		t.Error("a session that was not held has no lozenge")
	}
}
