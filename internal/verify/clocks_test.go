package verify_test

import (
	"testing"
	"time"

	"kap/internal/dbtest"
	"kap/internal/verify"
)

// TestAClinicWithTwoClocksIsAFinding: the program's zones have another rule than Postgres's.
func TestAClinicWithTwoClocksIsAFinding(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	of := d.Clinic(t)
	owner := asOwner(t, d)
	elsewhere := func(string) (*time.Location, error) { return time.LoadLocation("America/Phoenix") }
	found, err := verify.Clocks(t.Context(), owner, elsewhere)
	if err != nil || len(found) != 1 || found[0].Rule != "Z1" || found[0].Clinic != of.ID || found[0].Detail == "" {
		t.Errorf("got %v, %v", found, err)
	}
	if found, err := verify.Clocks(t.Context(), owner, time.LoadLocation); err != nil || len(found) != 0 {
		t.Errorf("with the same rules: %v, %v", found, err)
	}
}
