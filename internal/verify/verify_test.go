package verify_test

import (
	"context"
	"testing"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/verify"
)

func TestEveryRuleReadsTheSchemaAndAnEmptyClinicHasNoFindings(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	d.Clinic(t)
	owner, err := db.OpenOwner(context.Background(), d.OwnerDSN, d.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer owner.Close()
	findings, err := verify.Everything(context.Background(), owner)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		t.Error(f)
	}
}
