package demo_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"

	"kap/internal/consent"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/demo"
	"kap/internal/pathway"
	"kap/internal/problem"
	"kap/internal/protocol"
)

// open is the demo clinic, approved a year ago and empty, with every projection kept.
func open(t *testing.T) (demo.House, *dbtest.DB) {
	t.Helper()
	t.Parallel()
	d := dbtest.New(t)
	before := func() time.Time { return dbtest.Noon.AddDate(-1, 0, 0) }
	owner, err := db.OpenOwner(t.Context(), d.OwnerDSN, before)
	do(t, err)
	defer owner.Close()
	clinic, err := demo.Found(t.Context(), owner, texts)
	do(t, err)
	d.DB.AfterWrite = pathway.Refresh
	d.DB.Report = func(_ context.Context, err error) { t.Error(err) }
	d.DB.Clock = before
	h := demo.NewHouse(d.DB, clinic)
	do(t, h.Approve(t.Context()))
	d.DB.Clock = d.Now
	return h, d
}

func texts(ctx context.Context, tx *db.Tx, clinic uuid.UUID) error {
	if err := protocol.InsertFirst(ctx, tx, clinic); err != nil {
		return err
	}
	return consent.InsertFirst(ctx, tx, clinic)
}

func do(t *testing.T, err error) {
	t.Helper()
	if err == nil {
		return
	}
	if p, ok := problem.As(err); ok {
		t.Fatalf("%v: %v", err, p.Fields)
	}
	t.Fatal(err)
}
