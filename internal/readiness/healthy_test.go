package readiness_test

import (
	"slices"
	"testing"
	"time"

	"kap/internal/consent"
	"kap/internal/course"
	"kap/internal/medication"
	"kap/internal/protocol"
	"kap/internal/readiness"
	"kap/internal/testday"
	"kap/internal/vitals"
)

var (
	ten    = testday.Ten // the moment of the lozenge in these tests
	denver = ten.Location()
	body   = protocol.Default()
	ago    = testday.Ago
)

func date(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 0, 0, 0, 0, time.UTC)
}

func ptr[T any](v T) *T { return &v }

// healthy is a client before dose 2 for whom everything is ready.
func healthy() readiness.Facts {
	return readiness.Facts{
		Zone:        denver,
		Course:      course.First,
		Dose:        2,
		Prescriber:  "Miriam Halvorsen",
		Arrival:     testday.HealthyArrival(),
		Eligibility: readiness.Eligibility{InForce: true, Words: "Eligible, Dr. Halvorsen, Nov 3"},
		Order: readiness.Order{
			Active: true, Words: "150 mg", ExpiresOn: date(12, 18), Authorized: 2, SessionsLeft: 1,
			Strengths: []medication.Strength{medication.Milligrams(100)}, Lots: []readiness.Lot{{Strength: medication.Milligrams(100), Lot: "A1"}},
		},
		Consents: []consent.Standing{stood(consent.Treatment, nil), stood(consent.Touch, nil),
			stood(consent.Recording, func(a *consent.LastAnswer) { a.Answer = consent.No })},
		Preparation:  readiness.Preparation{Held: 1, LastOn: date(11, 5)},
		Last:         &course.DosingDay{Number: 1, Day: date(11, 10), StartedAt: ten.AddDate(0, 0, -14), IntegratedAt: ten.AddDate(0, 0, -12)},
		LastKetamine: date(11, 10),
		Readings:     []vitals.Reading{testday.HealthyReading()},
		Holds:        []readiness.Hold{{Medicine: medication.Medicine{Name: "lorazepam", Class: "benzodiazepine"}}},
		Room:         readiness.Room{Therapist: "J. Weiss", TherapistUntil: ten.Add(3 * time.Hour), RoomUntil: ten.Add(3 * time.Hour)},
		Weight:       readiness.Weight{Last: 720, LastOn: date(11, 3), Ordered: 720},
		Ready:        readiness.Gathered{Plans: true, Goals: true, Intention: true, Setting: true},
	}
}

func TestAHealthyClientIsReady(t *testing.T) {
	g := readiness.Evaluate(healthy(), body, ten)
	for _, item := range g.Missing() {
		t.Errorf("%s %s: %s", item.ID, item.Title, item.Sentence)
	}
	if !g.May() || g.Refusal() != nil || len(g.Items) != 24 || g.Protocol != body.Version {
		t.Errorf("got may %v with %d items", g.May(), len(g.Items))
	}
	if got := g.Desk(); len(got) != 1 || got[0] != readiness.LabelReady {
		t.Errorf("the front desk reads %v", got)
	}
}

func TestNothingKnownIsNothingReady(t *testing.T) {
	g := readiness.Evaluate(readiness.Facts{}, body, ten)
	ready := map[string]bool{"G04": true, "G06": true, "G22": true} // no pause, no earlier dose, no review
	for _, item := range g.Items {
		if item.Passes() != ready[item.ID] {
			t.Errorf("%s %s is %s with nothing known", item.ID, item.Title, item.State)
		}
	}
}

// stood is a yes to the text in force, changed, as a course judges it that needs all kinds.
func stood(kind consent.Kind, change func(*consent.LastAnswer)) consent.Standing {
	a := consent.LastAnswer{Kind: kind, Version: 2, Text: "two", Answer: consent.Yes, Signed: "two", SignedAt: ten.AddDate(0, 0, -9)}
	if change != nil {
		change(&a)
	}
	return a.Stand(consent.CourseFacts{RemoteVisit: true, TeamOutside: true})
}

// answer changes what was said to one of the kinds that every session asks for, or adds
// another.
func answer(kind consent.Kind, change func(*consent.LastAnswer)) func(*readiness.Facts) {
	return func(f *readiness.Facts) {
		f.Consents = append(slices.DeleteFunc(f.Consents, func(s consent.Standing) bool { return s.Kind == kind }), stood(kind, change))
	}
}

func unasked(a *consent.LastAnswer) {
	*a = consent.LastAnswer{Kind: a.Kind, Version: a.Version, Text: a.Text}
}
func noText(a *consent.LastAnswer)    { a.Version, a.Text = 0, "" }
func oldText(a *consent.LastAnswer)   { a.Signed = "one" }
func withdrawn(a *consent.LastAnswer) { a.Withdrawn = ten }
func saidNo(a *consent.LastAnswer)    { a.Answer = consent.No }
