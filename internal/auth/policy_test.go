package auth_test

import (
	"context"
	"testing"

	"github.com/google/uuid"

	"kap/internal/auth"
)

func TestAPersonWithSeveralRolesHoldsWhatAnyOfThemHolds(t *testing.T) {
	a := auth.Actor{Roles: []auth.Role{auth.Nurse, auth.Admin}}
	for permission, want := range map[auth.Permission]bool{
		auth.Book: true, auth.RecordVitals: true, auth.Decide: false, auth.Override: false, "no such line": false,
	} {
		if got := a.May(permission); got != want {
			t.Errorf("nurse at the front desk, %s: got %v want %v", permission, got, want)
		}
	}
}

func TestNobodyIsAnErrorNeverADefault(t *testing.T) {
	if _, err := auth.From(context.Background()); err != auth.ErrNobody {
		t.Errorf("empty context: got %v", err)
	}
	if _, err := auth.From(auth.With(context.Background(), auth.Actor{Staff: uuid.New()})); err != auth.ErrNobody {
		t.Errorf("actor without a clinic: got %v", err)
	}
	if _, err := auth.From(auth.With(context.Background(), auth.Worker(uuid.New(), "reminders"))); err != nil {
		t.Errorf("worker: got %v", err)
	}
}
