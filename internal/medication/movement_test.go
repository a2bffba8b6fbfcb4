package medication_test

import (
	"strings"
	"testing"
	"time"

	"kap/internal/medication"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
)

func TestOnHandIsDispensedLessTakenLessLost(t *testing.T) {
	const hundred, fifty = 1000, 500
	entries := []medication.Movement{
		{Kind: medication.Dispensed, Strength: hundred, Units: 20},
		{Kind: medication.Dispensed, Strength: fifty, Units: 8},
		{Kind: medication.Brought, Strength: hundred, Units: 6},
		{Kind: medication.TakenLozenge, Strength: hundred, Units: 3},
		{Kind: medication.Lost, Strength: hundred, Units: 1},
		{Kind: medication.TakenHome, Strength: hundred, Units: 2},
		{Kind: medication.Count, Strength: hundred, Units: 15},
		{Kind: medication.Correction, Corrects: medication.TakenLozenge, Strength: hundred, Units: -1},
		{Kind: medication.Correction, Corrects: medication.Brought, Strength: hundred, Units: -1},
	}
	want := map[medication.Strength]medication.Units{hundred: 17, fifty: 8}
	if diff := cmp.Diff(want, medication.OnHand(entries)); diff != "" {
		t.Error(diff)
	}
	if short := medication.Short(medication.OnHand(entries)); short != nil {
		t.Errorf("got %v", short)
	}
	taken := append(entries, medication.Movement{Kind: medication.TakenLozenge, Strength: fifty, Units: 9})
	if diff := cmp.Diff([]medication.Strength{fifty}, medication.Short(medication.OnHand(taken))); diff != "" {
		t.Error(diff)
	}
}

func TestAnEntryIsWhole(t *testing.T) {
	lee, kim := uuid.New(), uuid.New()
	for _, c := range []struct {
		name   string
		change func(*medication.Movement)
		want   []string
	}{
		{"dispensed", func(*medication.Movement) {}, nil},
		{"of no kind", func(e *medication.Movement) { e.Kind = "eaten" }, []string{"kind"}},
		{"of no strength", func(e *medication.Movement) { e.Strength = 0 }, []string{"strength"}},
		{"below zero", func(e *medication.Movement) { e.Units = -1 }, []string{"units"}},
		{"tomorrow", func(e *medication.Movement) { e.At = ten.Add(time.Second) }, []string{"at"}},
		{"lost, no reason", func(e *medication.Movement) { e.Kind = medication.Lost }, []string{"reason"}},
		{"correction of nothing", func(e *medication.Movement) {
			e.Kind, e.Reason, e.SecondPerson = medication.Correction, "typed twice", kim
		}, []string{"corrects"}},
		{"correction alone", func(e *medication.Movement) {
			e.Kind, e.Corrects, e.Reason, e.SecondPerson = medication.Correction, medication.Dispensed, "typed twice", lee
		}, []string{"second_person"}},
		{"correction", func(e *medication.Movement) {
			e.Kind, e.Corrects, e.Reason, e.SecondPerson, e.Units = medication.Correction, medication.Dispensed, "typed twice", kim, -2
		}, nil},
	} {
		e := medication.Movement{Kind: medication.Dispensed, Strength: 1000, Units: 20, At: ten, RecordedBy: lee}
		c.change(&e)
		if diff := cmp.Diff(c.want, fields(e.Check(ten))); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestTheSessionCountFits(t *testing.T) {
	for _, c := range []struct {
		name  string
		count medication.SessionCount
		off   medication.Units
		says  string
	}{
		{"fits", medication.SessionCount{Strength: 1000, Brought: 6, Taken: 3, Lost: 1, TakenHome: 2}, 0, ""},
		{"half missing", medication.SessionCount{Strength: 1000, Brought: 6, Taken: 3, TakenHome: 2}, 1, "0.5 of 100 mg unaccounted for"},
		{"half too many", medication.SessionCount{Strength: 1000, Brought: 4, Taken: 3, TakenHome: 2}, -1, "0.5 of 100 mg more"},
	} {
		if got := c.count.Off(); got != c.off || !strings.Contains(c.count.Words(), c.says) || (c.says == "") != (c.count.Words() == "") {
			t.Errorf("%s: got %s, %q", c.name, got, c.count.Words())
		}
		lee := uuid.New()
		alone := medication.Discrepancy{Count: c.count, CountedBy: lee, SecondPerson: lee}
		want := []string{"reason", "second_person"}
		if c.off == 0 {
			want = nil
		}
		if diff := cmp.Diff(want, fields(alone.Check())); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}
