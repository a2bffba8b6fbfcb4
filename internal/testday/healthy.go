// Package testday is a dosing day for the tests of readiness and dosing: a clinic where Ana
// is booked, arrives and is cleared, and the screens of both steps over one session.
package testday

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/medication"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/readiness"
	"kap/internal/vitals"
)

// Ten is the moment of the lozenge in tests of the rules: Tue Nov 24, 10:00 am in Denver.
var Ten = time.Date(2026, 11, 24, 10, 0, 0, 0, denver())

func denver() *time.Location {
	zone, err := time.LoadLocation("America/Denver")
	if err != nil {
		panic(err)
	}
	return zone
}

// Ago is minutes before Ten.
func Ago(minutes int) time.Time { return Ten.Add(-time.Duration(minutes) * time.Minute) }

// HealthyArrival is an arrival check with which nothing stands in the way.
func HealthyArrival() readiness.Arrival {
	no := readiness.No
	return readiness.Arrival{
		CheckedAt:      Ago(5),
		CheckedBy:      "T. Lind",
		WantsToGoAhead: readiness.Yes,
		LastFood:       Ago(5 * 60),
		LastDrink:      Ago(3 * 60),
		Substances:     readiness.Substances{Intoxicated: no, Alcohol: no, THC: no, Psychedelic: no, Other: no, KetamineElsewhere: no},
		Medicines:      readiness.Medicines{Changed: no, HoldsKept: readiness.Yes},
		Pregnancy:      readiness.Pregnancy{Possible: no},
		Suicide:        readiness.Suicide{Ideation: readiness.NoIdeation, Intent: no, Plan: no, Attempt: no},
		Condition:      readiness.Condition{Psychosis: no, Mania: no, Confusion: no, Vomiting: no, MinorIllness: no, Urinary: no},
		Escort: readiness.Escort{Name: "E. Lindqvist", Phone: "303 555 0139", Adult: readiness.Yes, CanCollect: readiness.Yes, RideOnly: no,
			ConfirmedAt: Ago(30), ConfirmedBy: "Front desk", How: "call"},
		Lozenges: readiness.Lozenges{IdentityChecked: readiness.Yes, LabelChecked: readiness.Yes, Brought: []readiness.Brought{
			{Strength: medication.Milligrams(100), Units: medication.Whole(4), Labeled: medication.Whole(4), Lot: "A1"}}},
		Prescriber: readiness.PrescriberCall{Name: "Dr. Halvorsen", AnsweredAt: Ago(20)},
		Weight:     725,
	}
}

// HealthyReading is the reading before the lozenge with which nothing stands in the way.
func HealthyReading() vitals.Reading {
	return vitals.Reading{Systolic: 128, Diastolic: 82, Temperature: new(vitals.Tenths(368)), Signs: vitals.Signs{TakenAt: Ago(10),
		Slot: protocol.BaselineSlot, HeartRate: 72, SpO2: 98, Respiration: new(14), Sedation: new(5)}}
}

// Said is every sentence of a refusal; empty for none.
func Said(err error) string {
	if p, ok := problem.As(err); ok {
		return sentences(p)
	}
	return fmt.Sprint(err)
}

func sentences(p *problem.Error) string {
	all := p.Message
	for _, f := range p.Fields {
		all += "\n" + f.Message
	}
	return all
}

// Fields are the names of the fields an error speaks of.
func Fields(err error) []string {
	var names []string
	if p, ok := problem.As(err); ok {
		for _, f := range p.Fields {
			names = append(names, f.Name)
		}
	}
	return names
}

// There is a confirmed presence from and to minutes after Ten; to 0 goes on.
func There(staff uuid.UUID, role auth.Role, from, to int) readiness.Presence {
	p := readiness.Presence{Staff: staff, Role: role, In: Ago(-from), ConfirmedAt: Ago(-from)}
	if to != 0 {
		p.Out = Ago(-to)
	}
	return p
}
