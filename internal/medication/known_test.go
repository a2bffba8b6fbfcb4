package medication_test

import (
	"testing"

	"kap/internal/medication"
)

// TestAHoldReachesEveryMedicineItIsAbout: by name, brand, generic or class, and never one
// that it names beside.
func TestAHoldReachesEveryMedicineItIsAbout(t *testing.T) {
	const benzo = "benzodiazepine"
	ativan := medication.OwnHold{Medicine: "Ativan", Class: benzo, Before: 24}
	class := medication.OwnHold{Medicine: "Benzodiazepines", Class: benzo, Before: 48}
	for _, c := range []struct {
		name  string
		holds []medication.OwnHold
		of    medication.Medicine
		want  int // hours before; -1: no hold is found
	}{
		{"a brand for the generic", []medication.OwnHold{ativan}, medication.Medicine{Name: "Lorazepam", Class: benzo}, 24},
		{"with its strength", []medication.OwnHold{ativan}, medication.Medicine{Name: "lorazepam 0.5 mg", Class: benzo}, 24},
		{"another brand", []medication.OwnHold{ativan}, medication.Medicine{Name: " Loreev"}, 24},
		{"another of the class", []medication.OwnHold{ativan}, medication.Medicine{Name: "clonazepam", Class: benzo}, -1},
		{"the class", []medication.OwnHold{class}, medication.Medicine{Name: "clonazepam", Class: benzo}, 48},
		{"the class, of one nobody classed", []medication.OwnHold{class}, medication.Medicine{Name: "Xanax"}, 48},
		{"the nearer of two", []medication.OwnHold{class, ativan}, medication.Medicine{Name: "lorazepam", Class: benzo}, 24},
		{"another class", []medication.OwnHold{class}, medication.Medicine{Name: "methadone", Class: "opioid"}, -1},
		{"no class", []medication.OwnHold{{Medicine: "kava", Before: 1}}, medication.Medicine{Name: "valerian"}, -1},
	} {
		own := medication.OwnHoldOf([]medication.Prescription{{Order: medication.Order{Holds: c.holds}}}, c.of)
		if got := own; got == nil && c.want >= 0 || got != nil && got.Before != c.want {
			t.Errorf("%s: got %+v", c.name, got)
		}
	}
}

// TestAKnownNameIsHeldByItsClass, also where the client's list has none.
func TestAKnownNameIsHeldByItsClass(t *testing.T) {
	for name, held := range map[string]bool{"Ativan 1 mg": true, "Adderall": true, "Suboxone": true, "Benadryl": true, "sertraline": false, "kava": false} {
		if got := medication.Holds(medication.Medicine{Name: name}, nil, body); got != held {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

// TestAHoldIsReadWithItsHoursSentenceAuthorAndDate: the prescriber's own, else the protocol's.
func TestAHoldIsReadWithItsHoursSentenceAuthorAndDate(t *testing.T) {
	m := medication.Medicine{Name: "Lorazepam", Class: "benzodiazepine"}
	own := &medication.OwnHold{Before: 24, Sentence: "Not the day before.", Author: "M. Ruiz, MD", On: today}
	for want, h := range map[string]*medication.OwnHold{
		"Lorazepam for 24 hours before the lozenge: Not the day before (M. Ruiz, MD, Nov 24, 2026)": own,
		"Lorazepam for 24 hours before and 24 hours after the lozenge":                              nil,
	} {
		if got := medication.HoldWords(m, h, body); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
