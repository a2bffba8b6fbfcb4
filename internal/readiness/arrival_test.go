package readiness_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kap/internal/medication"
	"kap/internal/readiness"
	"kap/internal/testday"
)

func TestArrivalAnswersAreChecked(t *testing.T) {
	for _, c := range []struct {
		name  string
		by    func(*readiness.Arrival)
		field string
	}{
		{"nothing wrong", func(*readiness.Arrival) {}, ""},
		{"nothing answered", func(a *readiness.Arrival) { *a = readiness.Arrival{} }, ""},
		{"unknown answer", func(a *readiness.Arrival) { a.WantsToGoAhead = "maybe" }, "wants_to_go_ahead"},
		{"food now", func(a *readiness.Arrival) { a.LastFood = ten }, ""},
		{"food to come", func(a *readiness.Arrival) { a.LastFood = ago(-1) }, "last_food"},
		{"drink to come", func(a *readiness.Arrival) { a.LastDrink = ago(-1) }, "last_drink"},
		{"alcohol without time", func(a *readiness.Arrival) { a.Substances.Alcohol = yes }, "substances.last_alcohol"},
		{"other without name", func(a *readiness.Arrival) { a.Substances.Other, a.Substances.LastOther = yes, ago(1) }, "substances.other_what"},
		{"beer under other", besides("two Beers", "no"), "substances.other_what"},
		{"cannabis under other, not asked", besides("Cannabis gummies", ""), "substances.other_what"},
		{"ketamine under other", besides("Spravato at another clinic", "no"), "substances.other_what"},
		{"kratom under other", besides("kratom", "no"), ""},
		{"ketamine without day", func(a *readiness.Arrival) { a.Substances.KetamineElsewhere = yes }, "substances.ketamine_elsewhere_on"},
		{"odd screen", func(a *readiness.Arrival) { a.Substances.UrineScreen = "faint" }, "substances.urine_screen"},
		{"change without words", func(a *readiness.Arrival) { a.Medicines.Changed = yes }, "medicines.change"},
		{"hold without words", func(a *readiness.Arrival) { a.Medicines.HoldsKept = readiness.No }, "medicines.holds_missed"},
		{"odd test", func(a *readiness.Arrival) { a.Pregnancy.Test = "?" }, "pregnancy.test"},
		{"odd ideation", func(a *readiness.Arrival) { a.Suicide.Ideation = "some" }, "suicide.ideation"},
		{"intent without thoughts", func(a *readiness.Arrival) { a.Suicide.Intent = yes }, "suicide.ideation"},
		{"passive, new not asked", func(a *readiness.Arrival) { a.Suicide.Ideation = readiness.Passive }, "suicide.new"},
		{"ill without words", func(a *readiness.Arrival) { a.Condition.MinorIllness = yes }, "condition.illness"},
		{"urinary without words", func(a *readiness.Arrival) { a.Condition.Urinary = yes }, "condition.urinary_words"},
		{"escort without name", func(a *readiness.Arrival) { a.Escort.Name = " " }, "escort.name"},
		{"escort confirmed by nobody", func(a *readiness.Arrival) { a.Escort.ConfirmedBy = "" }, "escort.confirmed_by"},
		{"escort confirmed somehow", func(a *readiness.Arrival) { a.Escort.How = "dove" }, "escort.how"},
		{"escort confirmed later", func(a *readiness.Arrival) { a.Escort.ConfirmedAt = ago(-1) }, "escort.confirmed_at"},
		{"no strength", func(a *readiness.Arrival) { a.Lozenges.Brought[0].Strength = 0 }, "lozenges.brought[0].strength"},
		{"below zero", func(a *readiness.Arrival) { a.Lozenges.Brought[0].Units = -1 }, "lozenges.brought[0].units"},
		{"counted twice in other letters", func(a *readiness.Arrival) {
			a.Lozenges.Brought = append(a.Lozenges.Brought, a.Lozenges.Brought[0])
			a.Lozenges.Brought[1].Lot = "a-1"
		}, "lozenges.brought[1].strength"},
		{"counted twice", func(a *readiness.Arrival) { a.Lozenges.Brought = append(a.Lozenges.Brought, a.Lozenges.Brought[0]) }, "lozenges.brought[1].strength"},
		{"prescriber without time", func(a *readiness.Arrival) { a.Prescriber.AnsweredAt = time.Time{} }, "prescriber.name"},
		{"25 kg", func(a *readiness.Arrival) { a.Weight = 250 }, ""},
		{"24.9 kg", func(a *readiness.Arrival) { a.Weight = 249 }, "weight"},
		{"350 kg", func(a *readiness.Arrival) { a.Weight = 3500 }, ""},
		{"350.1 kg", func(a *readiness.Arrival) { a.Weight = 3501 }, "weight"},
	} {
		a := testday.HealthyArrival()
		c.by(&a)
		var want []string
		if c.field != "" {
			want = []string{c.field}
		}
		if diff := cmp.Diff(want, testday.Fields(a.Check(body, ten))); diff != "" {
			t.Errorf("%s: %s", c.name, diff)
		}
	}
}

func TestAnswersAreKeptRowByRow(t *testing.T) {
	first := testday.HealthyArrival()
	second := first
	second.Escort.Phone, second.Condition.Vomiting = "303 555 0140", ""

	var read readiness.Arrival
	take(t, &read, first.Answers(readiness.Arrival{}), "T. Lind", ago(20))
	take(t, &read, second.Answers(first), "J. Weiss", ago(5))

	second.CheckedAt, second.CheckedBy, second.Marks = ago(5), "J. Weiss", read.Marks
	if diff := cmp.Diff(second, read); diff != "" {
		t.Error(diff)
	}
	if got := read.Marks["escort.phone"].By + ", " + read.Marks["escort.name"].By; got != "J. Weiss, T. Lind" {
		t.Errorf("answered by %s", got)
	}
	if n := len(second.Answers(first)); n != 2 {
		t.Errorf("the second row has %d answers, want the 2 that changed", n)
	}
}

// TestATimeSaidOnceIsNotSaidAgain: an answer that comes back from the database in another
// zone is the one that was given, also in the list of medicines to hold.
func TestATimeSaidOnceIsNotSaidAgain(t *testing.T) {
	said := testday.HealthyArrival()
	said.Medicines.Taken = []readiness.LastTaken{{Name: "lorazepam", At: ago(30 * 60)}}
	var read readiness.Arrival
	take(t, &read, said.Answers(readiness.Arrival{}), "T. Lind", ago(20))
	again := said
	again.Medicines.Taken = []readiness.LastTaken{{Name: "lorazepam", At: ago(30 * 60).UTC()}}
	if changed := again.Answers(read); len(changed) != 0 {
		t.Errorf("said again: %v", changed)
	}
	again.Medicines.Taken = []readiness.LastTaken{{Name: "lorazepam", At: ago(29 * 60)}}
	if changed := again.Answers(read); len(changed) != 1 {
		t.Errorf("a later time is %v", changed)
	}
}

// take adds a row as the database gives it back.
func take(t *testing.T, a *readiness.Arrival, answers map[string]any, by string, at time.Time) {
	t.Helper()
	text, err := json.Marshal(answers)
	if err != nil {
		t.Fatal(err)
	}
	var row map[string]json.RawMessage
	if err := json.Unmarshal(text, &row); err != nil {
		t.Fatal(err)
	}
	if err := a.Take(row, by, at); err != nil {
		t.Fatal(err)
	}
}

func TestAnUnknownQuestionIsNotSwallowed(t *testing.T) {
	var a readiness.Arrival
	if err := a.Take(map[string]json.RawMessage{"shoe_size": []byte("42")}, "", ten); err == nil {
		t.Error("an unknown question was taken")
	}
}

func TestDiscrepanciesAreNamed(t *testing.T) {
	l := testday.HealthyArrival().Lozenges
	if len(l.Discrepancies()) != 0 {
		t.Error("four of four is no discrepancy")
	}
	l.Brought[0].Units = medication.Units(7) // three and a half
	if len(l.Discrepancies()) != 1 {
		t.Error("half a lozenge missing is one")
	}
}

// TestARiskCheckIsAskedForByWhatIsNewAndAcute: saved again with other answers changed it
// asks for none, and neither does a suicide question answered with no.
func TestARiskCheckIsAskedForByWhatIsNewAndAcute(t *testing.T) {
	for _, c := range []struct {
		name    string
		suicide readiness.Suicide
		changed string
		opens   int
	}{
		{"acute and new", readiness.Suicide{Plan: readiness.Yes}, "suicide.plan", 2},
		{"active, said to be new", readiness.Suicide{Ideation: readiness.Active, New: readiness.Yes}, "suicide.ideation", 2},
		{"active, whether new not said", readiness.Suicide{Ideation: readiness.Active}, "suicide.ideation", 2},
		{"active, unchanged", readiness.Suicide{Ideation: readiness.Active, New: readiness.No}, "suicide.ideation", 1},
		{"acute, said before", readiness.Suicide{Plan: readiness.Yes}, "escort.name", 0},
		{"new, not acute", readiness.Suicide{Ideation: readiness.Passive, Plan: readiness.No}, "suicide.plan", 0},
		{"neither", readiness.Suicide{Plan: readiness.No}, "escort.name", 0},
	} {
		opened := readiness.Arrival{Suicide: c.suicide}.Opens(map[string]any{c.changed: "changed"})
		if len(opened) != c.opens {
			t.Errorf("%s: got %+v", c.name, opened)
		}
	}
}

// besides is something else that was taken, with one answer to every other substance.
func besides(what string, asked readiness.Answer) func(*readiness.Arrival) {
	return func(a *readiness.Arrival) {
		s := &a.Substances
		s.Alcohol, s.THC, s.Psychedelic, s.KetamineElsewhere = asked, asked, asked, asked
		s.Other, s.OtherWhat, s.LastOther = yes, what, ago(200)
	}
}
