package medication_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/eligibility"
	"kap/internal/medication"
)

// whole is an order with something of its own in every field.
func whole() medication.PrescriptionEntry {
	t := typed()
	t.Refills, t.BoosterUnits, t.StartUnits, t.MaxUnits = 2, 3, 5, 9
	t.BoosterRule, t.Pharmacy = "After 10 minutes, if asked for", "Rye Pharmacy"
	t.Holds = []medication.OwnHold{{Medicine: "lorazepam", Class: "benzodiazepine", Sentence: "Not on the evening before.", Before: 24, After: 12}}
	t.IssuedOn, t.ExpiresOn = today, today.AddDate(0, 3, 0)
	t.Visit = eligibility.Visit{Mode: eligibility.Video, LastInPerson: today.AddDate(0, -1, 0), Authority: "Special registration 12"}
	return t
}

// TestAnOrderIsReadAsItWasTyped: every field comes back as itself, on the first saving and
// on a change.
func TestAnOrderIsReadAsItWasTyped(t *testing.T) {
	h := open(t)
	ctx, id, in := h.as("miriam"), db.NewID(), whole()
	if err := h.DraftOrder(ctx, h.client, id, in); err != nil {
		t.Fatal(err)
	}
	for i := range 2 {
		bench, err := h.Bench(ctx, h.client)
		if err != nil {
			t.Fatal(err)
		}
		got := bench.Entry(&bench.Orders[0], uuid.Nil)
		if got.Order.Visit != got.Visit {
			t.Errorf("kept is %+v, the form begins with %+v", got.Order.Visit, got.Visit)
		}
		got.Order.Visit = eligibility.Visit{} // typed beside the order, kept in it
		got.Holds[0].Author, got.Holds[0].On = "", time.Time{}
		if diff := cmp.Diff(in, got); diff != "" {
			t.Errorf("saving %d (-typed +read):\n%s", i+1, diff)
		}
		in.BoosterRule, in.Pharmacy, in.Form, in.AfterMouth = in.Pharmacy, in.BoosterRule, "rapidly dissolving tablet", "either"
		in.Strength, in.UnitsDispensed, in.MinutesInMouth, in.PDMPCheckedAt = medication.Milligrams(50), medication.Whole(9), 11, dbtest.Noon.Add(-2*time.Hour)
		if err := h.ChangeOrder(ctx, h.client, id, in); err != nil {
			t.Fatal(err)
		}
	}
}

// TestALineOfTheLedgerIsReadAsItWasTyped does so for the supply.
func TestALineOfTheLedgerIsReadAsItWasTyped(t *testing.T) {
	h := open(t)
	ctx, second := h.as("jonah"), h.Staff["miriam"]
	lines := []medication.MovementEntry{
		{Kind: medication.Dispensed, Strength: medication.Milligrams(100), Units: medication.Whole(6), Lot: "A1", At: dbtest.Noon.Add(-time.Hour), Reason: "first"},
		{Kind: medication.Correction, Strength: medication.Milligrams(100), Units: 3, Less: true, Corrects: medication.Dispensed, Lot: "B2",
			At: dbtest.Noon.Add(-time.Minute), Reason: "miscounted", SecondPerson: second.Staff},
	}
	for _, line := range lines {
		if err := h.RecordSupply(ctx, h.client, db.NewID(), line); err != nil {
			t.Fatal(err)
		}
	}
	s, err := h.Supply(ctx, h.client)
	if err != nil || len(s.Ledger) != 2 {
		t.Fatalf("got %d lines, %v", len(s.Ledger), err)
	}
	for i, line := range lines {
		l := s.Ledger[1-i]
		got := medication.MovementEntry{Kind: l.Kind, Strength: l.Strength, Units: l.Units, Less: l.Units < 0, Corrects: l.Corrects, Lot: l.Lot,
			At: l.At.UTC(), Reason: l.Reason, SecondPerson: l.SecondPerson}
		if got.Less {
			got.Units = -got.Units
		}
		if diff := cmp.Diff(line, got); diff != "" {
			t.Errorf("line %d (-typed +read):\n%s", i, diff)
		}
		if (l.Second != "") != (line.SecondPerson != uuid.Nil) {
			t.Errorf("line %d: the second person is %q", i, l.Second)
		}
	}
}
