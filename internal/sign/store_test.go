package sign_test

import (
	"context"
	"testing"

	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/problem"
	"kap/internal/sign"
)

func TestWhatWasShownIsSigned(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	clinic := d.Clinic(t)
	doc := sign.Document{Kind: "protocol", ID: db.NewID(), Content: map[string]int{"least": 5}}

	put := func(doc sign.Document, shown string) error {
		return d.Write(clinic.As(context.Background(), "miriam"), nil, func(tx *db.Tx) (audit.Event, error) {
			return audit.Did("protocol.approved", uuid.Nil, "protocol", doc.ID), sign.Sign(context.Background(), tx, doc, sign.Approval, shown)
		})
	}
	changed := doc
	changed.Content = map[string]int{"least": 6}
	if err := put(changed, shown(t, doc)); !problem.Is(err, problem.Conflict) {
		t.Errorf("another content than shown: got %v, want a conflict", err)
	}
	if err := put(doc, shown(t, doc)); err != nil {
		t.Fatal(err)
	}
	if err := put(doc, shown(t, doc)); !problem.Is(err, problem.Conflict) {
		t.Errorf("signed twice: got %v, want a conflict", err)
	}

	got := signatures(t, d, clinic, doc.ID)
	if len(got) != 1 {
		t.Fatalf("got %d signatures, want 1", len(got))
	}
	if got[0].Title() != "Miriam Halvorsen, PMHNP" || got[0].Roles[0] != "medical_lead" || sign.Hash(got[0].Text) != shown(t, doc) {
		t.Errorf("got %+v", got[0])
	}
}

func signatures(t *testing.T, d *dbtest.DB, clinic dbtest.Clinic, id uuid.UUID) (got []sign.Signature) {
	t.Helper()
	ctx := clinic.As(context.Background(), "miriam")
	err := d.Read(ctx, func(v *db.View) error {
		b := db.NewBatch(v)
		rows := sign.Read(b, uuid.Nil, "protocol", id)
		err := b.Send(ctx)
		got = rows.All()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}
