package vitals_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"kap/internal/audit"
	"kap/internal/db"
	"kap/internal/dbtest"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/vitals"
)

// everything is an entry with something of its own in every field.
func everything() vitals.ReadingEntry {
	return vitals.ReadingEntry{
		Signs: vitals.Signs{TakenAt: dbtest.Noon.Add(-time.Minute), Slot: "baseline", HeartRate: 71, SpO2: 97, Respiration: whole(14), Sedation: whole(4),
			Resting: true, Distress: whole(0), Position: "reclined", Arm: "left", Cuff: "large", Device: "Omron", Words: "calm"},
		Systolic: "121/83", Temperature: "37.2", TemperatureUnit: vitals.Celsius,
		Weight: "72.6", WeightUnit: vitals.Kilograms, Height: "170.2", HeightUnit: vitals.Centimeter,
	}
}

// TestAReadingIsReadAsItWasTyped: every field comes back as itself, of a reading and of
// its correction; temperature, weight and height to the tenth.
func TestAReadingIsReadAsItWasTyped(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	of, ctx, jonah := d.Client(t, c).ID, c.As(t.Context(), "jonah"), c.Staff["jonah"]
	keep := func(e vitals.ReadingEntry, replaces *uuid.UUID) vitals.Reading {
		t.Helper()
		typed, err := e.Reading(dbtest.Noon)
		if err != nil {
			t.Fatal(err)
		}
		typed.ID, typed.MeasuredBy, typed.ConfirmedBy, typed.Replaces = db.NewID(), jonah.Staff, &jonah.Staff, replaces
		add(ctx, t, d, of, typed, replaces)
		read := find(ctx, t, d, of, typed.ID)
		got := read
		got.MeasuredName, got.ConfirmedName, got.TakenAt = "", "", got.TakenAt.UTC()
		if diff := cmp.Diff(typed, got); diff != "" {
			t.Errorf("(-typed +read):\n%s", diff)
		}
		if read.Source != vitals.Here || read.MeasuredName != "Jonah Weiss" || read.ConfirmedName != "Jonah Weiss" {
			t.Errorf("got %s by %s, confirmed by %s", read.Source, read.MeasuredName, read.ConfirmedName)
		}
		return read
	}
	first := keep(everything(), nil)
	e := first.Entry()
	if e.TakenAt = e.TakenAt.UTC(); !cmp.Equal(everything(), e) {
		t.Errorf("typed again (-typed +offered):\n%s", cmp.Diff(everything(), e))
	}
	e.HeartRate, e.SpO2, e.Position, e.Cuff, e.Device, e.Words = 97, 71, "lying", "small", "calm", "Omron"
	e.Respiration, e.Distress, e.Resting, e.RepeatOf = whole(4), whole(9), false, &first.ID
	e.Temperature, e.Weight, e.Height, e.Systolic = "36.9", "170.1", "99.9", "139/71"
	keep(e, &first.ID)
	was := find(ctx, t, d, of, first.ID)
	if was.VoidedAt == nil || was.VoidReason != "wrong cuff" || was.VoidedName != "Jonah Weiss" || *was.VoidedBy != jonah.Staff {
		t.Errorf("the first one: got %+v", was)
	}
	keep(vitals.ReadingEntry{Systolic: "120", Diastolic: "80"}, nil)
}

// add keeps a reading, and takes out of the count what it corrects.
func add(ctx context.Context, t *testing.T, d *dbtest.DB, of uuid.UUID, r vitals.Reading, replaces *uuid.UUID) {
	t.Helper()
	err := d.Write(ctx, []uuid.UUID{of}, func(tx *db.Tx) (audit.Event, error) {
		ev := audit.Did("vitals.recorded", of, "vitals", r.ID)
		if replaces != nil {
			if err := vitals.Void(ctx, tx, of, *replaces, "wrong cuff"); err != nil {
				return ev, err
			}
		}
		return ev, vitals.Add(ctx, tx, of, r)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func find(ctx context.Context, t *testing.T, d *dbtest.DB, of, id uuid.UUID) (r vitals.Reading) {
	t.Helper()
	err := d.Read(ctx, func(v *db.View) (err error) {
		r, err = vitals.Find(ctx, v, of, uuid.Nil, id)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestOneReadingOfOneClient: what belongs to another client, or to a session, is not found,
// and what is voided once is not voided again.
func TestOneReadingOfOneClient(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	of, other, ctx := d.Client(t, c), d.Client(t, c), c.As(t.Context(), "jonah")
	kept := map[string]uuid.UUID{}
	for name, p := range map[string]planted{"mine": {at: "-1h"}, "under": {at: "-1h", session: "under"}, "voided": {at: "-1h", voided: true}} {
		p.systolic, p.diastolic = 128, 80
		kept[name] = p.store(t, d, c, of)
	}
	for _, test := range []struct {
		name           string
		of             uuid.UUID
		reading        string
		found, mayVoid bool
	}{
		{"of the client", of.ID, "mine", true, true},
		{"of somebody else", other.ID, "mine", false, false},
		{"asked outside its session", of.ID, "under", false, true},
		{"voided", of.ID, "voided", true, false},
	} {
		err := d.Read(ctx, func(v *db.View) error {
			_, err := vitals.Find(ctx, v, test.of, uuid.Nil, kept[test.reading])
			return err
		})
		if p, _ := problem.As(err); (err == nil) != test.found || err != nil && p.Kind != problem.NotFound {
			t.Errorf("%s: find got %v", test.name, err)
		}
		err = d.Write(ctx, []uuid.UUID{test.of}, func(tx *db.Tx) (audit.Event, error) {
			return audit.Did("vitals.voided", test.of, "vitals", kept[test.reading]), vitals.Void(ctx, tx, test.of, kept[test.reading], "slip")
		})
		if (err == nil) != test.mayVoid {
			t.Errorf("%s: void got %v", test.name, err)
		}
	}
}

// TestAReadingIsJudgedByTheProtocolInForce: without one nothing is kept, and only a slot of
// its plan is named.
func TestAReadingIsJudgedByTheProtocolInForce(t *testing.T) {
	t.Parallel()
	d := dbtest.New(t)
	c := d.Clinic(t)
	of, ctx := d.Client(t, c).ID, c.As(t.Context(), "jonah")
	judge := func(slot string) (err error) {
		e := everything()
		e.Weight, e.Slot = "", slot
		_ = d.Write(ctx, []uuid.UUID{of}, func(tx *db.Tx) (audit.Event, error) {
			_, err = vitals.Judge(ctx, tx, of, db.NewID(), 0, e)
			return audit.Did("vitals.recorded", of, "vitals", of), err
		})
		return err
	}
	if err := judge("baseline"); err == nil || err.Error() != protocol.NotApproved().Error() {
		t.Errorf("without a protocol: got %v", err)
	}
	d.Plant(t, `insert into protocol (clinic_id, id, version, body, effective_from, own_draft, approved_by, approved_at)
		values ($1, $2, 1, $3, '2026-01-01', true, $4, '2026-01-01')`, c.ID, db.NewID(), protocol.Default(), c.Staff["miriam"].Staff)
	for slot, ok := range map[string]bool{"": true, "baseline": true, "+40": true, "leaving": true, vitals.Unscheduled: true, "+41": false} {
		if err := judge(slot); (err == nil) != ok {
			t.Errorf("%q: got %v", slot, err)
		}
	}
}
