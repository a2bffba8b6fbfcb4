package dosing_test

import (
	"slices"
	"testing"
	"time"

	"kap/internal/consent"
	"kap/internal/course"
	"kap/internal/dosing"
	"kap/internal/medication"
	"kap/internal/protocol"
	"kap/internal/vitals"
)

var (
	denver = zone("America/Denver")
	// ten is the moment of the lozenge in these tests: Tue Nov 24, 10:00 am.
	ten  = time.Date(2026, 11, 24, 10, 0, 0, 0, denver)
	body = protocol.Default()
)

func zone(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return z
}

func date(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 0, 0, 0, 0, time.UTC)
}

func ago(minutes int) time.Time { return ten.Add(-time.Duration(minutes) * time.Minute) }

func ptr[T any](v T) *T { return &v }

// healthy is a client before dose 2 for whom everything is ready.
func healthy() dosing.Facts {
	return dosing.Facts{
		Zone:        denver,
		Course:      course.First,
		Dose:        2,
		Prescriber:  "Miriam Halvorsen",
		Arrival:     healthyArrival(),
		Eligibility: dosing.Eligibility{InForce: true, Words: "Eligible, Dr. Halvorsen, Nov 3"},
		Order: dosing.Order{
			Active: true, Words: "150 mg", ExpiresOn: date(12, 18), Authorized: 2, SessionsLeft: 1,
			Strengths: []medication.Strength{medication.Milligrams(100)}, Lots: []dosing.Lot{{Strength: medication.Milligrams(100), Lot: "A1"}},
		},
		Consents: []consent.Standing{stood(consent.Treatment, nil), stood(consent.Touch, nil),
			stood(consent.Recording, func(a *consent.LastAnswer) { a.Answer = consent.No })},
		Preparation:  dosing.Preparation{Held: 1, LastOn: date(11, 5)},
		Last:         &course.DosingDay{Number: 1, Day: date(11, 10), StartedAt: ten.AddDate(0, 0, -14), IntegratedAt: ten.AddDate(0, 0, -12)},
		LastKetamine: date(11, 10),
		Readings:     []vitals.Reading{healthyReading()},
		Holds:        []string{"lorazepam"},
		Room:         dosing.Room{Therapist: "J. Weiss", TherapistUntil: ten.Add(3 * time.Hour), RoomUntil: ten.Add(3 * time.Hour)},
		Weight:       dosing.Weight{Last: 720, LastOn: date(11, 3), Ordered: 720},
		Ready:        dosing.Gathered{Plans: true, Goals: true, Intention: true, Setting: true},
	}
}

func healthyReading() vitals.Reading {
	return vitals.Reading{Systolic: 128, Diastolic: 82, Temperature: ptr(vitals.Tenths(368)), Signs: vitals.Signs{TakenAt: ago(10),
		Slot: protocol.BaselineSlot, HeartRate: 72, SpO2: 98, Respiration: ptr(14), Sedation: ptr(5)}}
}

func healthyArrival() dosing.Arrival {
	no := dosing.No
	return dosing.Arrival{
		CheckedAt:      ago(5),
		CheckedBy:      "T. Lind",
		WantsToGoAhead: dosing.Yes,
		LastFood:       ago(5 * 60),
		LastDrink:      ago(3 * 60),
		Substances:     dosing.Substances{Intoxicated: no, Alcohol: no, THC: no, Psychedelic: no, Other: no, KetamineElsewhere: no},
		Medicines:      dosing.Medicines{Changed: no, HoldsKept: dosing.Yes},
		Pregnancy:      dosing.Pregnancy{Possible: no},
		Suicide:        dosing.Suicide{Ideation: dosing.NoIdeation, Intent: no, Plan: no, Attempt: no},
		Condition:      dosing.Condition{Psychosis: no, Mania: no, Confusion: no, Vomiting: no, MinorIllness: no, Urinary: no},
		Escort: dosing.Escort{Name: "E. Lindqvist", Phone: "303 555 0139", Adult: dosing.Yes, CanCollect: dosing.Yes, RideOnly: no,
			ConfirmedAt: ago(30), ConfirmedBy: "Front desk", How: "call"},
		Lozenges: dosing.Lozenges{IdentityChecked: dosing.Yes, LabelChecked: dosing.Yes, Brought: []dosing.Brought{
			{Strength: medication.Milligrams(100), Units: medication.Whole(4), Labeled: medication.Whole(4), Lot: "A1"}}},
		Prescriber: dosing.PrescriberCall{Name: "Dr. Halvorsen", AnsweredAt: ago(20)},
		Weight:     725,
	}
}

func TestAHealthyClientIsReady(t *testing.T) {
	g := dosing.Evaluate(healthy(), body, ten)
	for _, item := range g.Missing() {
		t.Errorf("%s %s: %s", item.ID, item.Title, item.Sentence)
	}
	if !g.May() || g.Refusal() != nil || len(g.Items) != 24 || g.Protocol != body.Version {
		t.Errorf("got may %v with %d items", g.May(), len(g.Items))
	}
	if got := g.Desk(); len(got) != 1 || got[0] != dosing.LabelReady {
		t.Errorf("the front desk reads %v", got)
	}
}

func TestNothingKnownIsNothingReady(t *testing.T) {
	g := dosing.Evaluate(dosing.Facts{}, body, ten)
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
func answer(kind consent.Kind, change func(*consent.LastAnswer)) func(*dosing.Facts) {
	return func(f *dosing.Facts) {
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
