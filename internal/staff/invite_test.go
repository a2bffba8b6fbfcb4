package staff_test

import (
	"context"
	"testing"

	"kap/internal/db"
	"kap/internal/problem"
)

// Whoever holds a set-up code chooses the password, so a manager gets one only for
// accounts of their own clinic.
func TestAManagerDoesNotTakeOverAnAccountOfAnotherClinic(t *testing.T) {
	t.Parallel()
	o := open(t)
	elsewhere := o.Clinic(t)
	token, err := o.staff.Invite(elsewhere.As(context.Background(), "ruth"), elsewhere.Staff["priya"].Staff, db.NewID(), email)
	if err != nil || token == "" {
		t.Errorf("the answer tells that there is such an account: %q %v", token, err)
	}
	if err := o.staff.SetUp(context.Background(), token, "gravel otter plum violin"); !problem.Is(err, problem.Invalid) {
		t.Errorf("set up with a foreign code: got %v, want a refusal", err)
	}
	if !o.try(email, password, "10.0.0.1") {
		t.Error("the person's own password opens no more")
	}
	if n := o.count(`select count(*) from staff where clinic_id = $1 and account_id is not null`, elsewhere.ID); n != 0 {
		t.Error("the account works at the other clinic without its owner's doing")
	}
}

func TestAnotherCodeEndsTheOneBefore(t *testing.T) {
	t.Parallel()
	o := open(t)
	jonah := o.clinic.Staff["jonah"].Staff
	lost, err := o.staff.Invite(o.as("ruth"), jonah, db.NewID(), "")
	if err != nil {
		t.Fatal(err)
	}
	found, err := o.staff.Invite(o.as("ruth"), jonah, db.NewID(), "")
	if err != nil {
		t.Fatal(err)
	}
	if err := o.staff.SetUp(context.Background(), lost, "gravel otter plum violin"); !problem.Is(err, problem.Invalid) {
		t.Errorf("the lost code: got %v, want a refusal", err)
	}
	if err := o.staff.SetUp(context.Background(), found, "gravel otter plum violin"); err != nil {
		t.Errorf("the latest code: %v", err)
	}
}
