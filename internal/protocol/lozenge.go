package protocol

import (
	"cmp"

	"kap/internal/problem"
)

// Lozenge holds what an order for sublingual ketamine is checked against. Amounts are
// whole mg unless said otherwise; the ordered maximum itself is the prescriber's.
type Lozenge struct {
	StrengthLowest  int `json:"strength_lowest"`  // mg a lozenge
	StrengthHighest int `json:"strength_highest"` // mg a lozenge
	FirstSession    int `json:"first_session"`    // mg, often the first dose
	PerKilogram     int `json:"per_kilogram"`     // mg/kg, offered as a first full dose

	WarnAbove            int `json:"warn_above"`              // mg a session
	WarnAbovePerKilogram int `json:"warn_above_per_kilogram"` // mg/kg a session

	MouthLeast int `json:"mouth_least"` // minutes kept in the mouth
	MouthUsual int `json:"mouth_usual"` // minutes, the longer end of usual
	MouthMost  int `json:"mouth_most"`  // minutes
	OnsetFrom  int `json:"onset_from"`  // minutes after the lozenge
	OnsetUntil int `json:"onset_until"` // minutes after the lozenge
	Peak       int `json:"peak"`        // minutes after the lozenge

	BoosterFrom     int `json:"booster_from"`     // minutes after the last intake
	BoosterUntil    int `json:"booster_until"`    // minutes after the first lozenge
	BoosterLook     int `json:"booster_look"`     // minutes the reading before a booster may be old
	BoosterSpO2     int `json:"booster_spo2"`     // percent, needed for a booster
	BoosterResponse int `json:"booster_response"` // MOAA/S, needed for a booster
	BoosterDistress int `json:"booster_distress"` // 0-10, from here on no booster
	BoosterStay     int `json:"booster_stay"`     // minutes that still have to fit the booking after a booster

	WeightDays   int `json:"weight_days"`   // days until a weight is stale
	WeightChange int `json:"weight_change"` // percent of change that is asked about

	TelephoneOrder     int `json:"telephone_order"`     // hours within which the prescriber signs it
	Refills            int `json:"refills"`             // most refills of one prescription
	PrescriptionMonths int `json:"prescription_months"` // months a prescription may run
}

func defaultLozenge() Lozenge {
	return Lozenge{
		StrengthLowest:  10,
		StrengthHighest: 350,
		FirstSession:    100, // with a booster offered; programs use 50-450
		PerKilogram:     5,   // oral literature 0.25-7 mg/kg

		WarnAbove:            450, // highest of the programs
		WarnAbovePerKilogram: 7,   // highest of the oral literature

		MouthLeast: 10,
		MouthUsual: 15,
		MouthMost:  20,
		OnsetFrom:  12,
		OnsetUntil: 15,
		Peak:       45, // Rolan 2014: Tmax of sublingual ketamine, bioavailability about 29 %

		BoosterFrom:     20,
		BoosterUntil:    60,
		BoosterLook:     10, // ours, as the three below
		BoosterSpO2:     94,
		BoosterResponse: 4,
		BoosterDistress: 8,
		BoosterStay:     120, // the observation after the last intake

		WeightDays:   90,
		WeightChange: 10,

		TelephoneOrder:     24,
		Refills:            5, // Schedule III, 21 CFR 1306.22
		PrescriptionMonths: 6, // Schedule III, 21 CFR 1306.22
	}
}

// complete fills in the look before a booster, which earlier versions do not have.
func (l Lozenge) complete() Lozenge {
	d := defaultLozenge()
	l.BoosterLook, l.BoosterSpO2 = cmp.Or(l.BoosterLook, d.BoosterLook), cmp.Or(l.BoosterSpO2, d.BoosterSpO2)
	l.BoosterResponse, l.BoosterDistress = cmp.Or(l.BoosterResponse, d.BoosterResponse), cmp.Or(l.BoosterDistress, d.BoosterDistress)
	return l
}

func (l Lozenge) check(f *problem.Fields) {
	atLeast(f, "lozenge.strength_lowest", l.StrengthLowest, 1)
	rising(f, named{"lozenge.strength_lowest", l.StrengthLowest}, named{"lozenge.strength_highest", l.StrengthHighest})
	atLeast(f, "lozenge.first_session", l.FirstSession, 1)
	rising(f, named{"lozenge.first_session", l.FirstSession}, named{"lozenge.warn_above", l.WarnAbove})
	atLeast(f, "lozenge.per_kilogram", l.PerKilogram, 1)
	rising(f, named{"lozenge.per_kilogram", l.PerKilogram}, named{"lozenge.warn_above_per_kilogram", l.WarnAbovePerKilogram})
	atLeast(f, "lozenge.mouth_least", l.MouthLeast, 1)
	rising(f, named{"lozenge.mouth_least", l.MouthLeast}, named{"lozenge.mouth_usual", l.MouthUsual}, named{"lozenge.mouth_most", l.MouthMost})
	atLeast(f, "lozenge.onset_from", l.OnsetFrom, 1)
	rising(f, named{"lozenge.onset_from", l.OnsetFrom}, named{"lozenge.onset_until", l.OnsetUntil}, named{"lozenge.peak", l.Peak})
	atLeast(f, "lozenge.booster_from", l.BoosterFrom, 1)
	rising(f, named{"lozenge.booster_from", l.BoosterFrom}, named{"lozenge.booster_until", l.BoosterUntil})
	atLeast(f, "lozenge.booster_stay", l.BoosterStay, 1)
	between(f, "lozenge.booster_look", l.BoosterLook, 1, 60)
	between(f, "lozenge.booster_spo2", l.BoosterSpO2, 85, 100)
	between(f, "lozenge.booster_response", l.BoosterResponse, 1, 5)
	between(f, "lozenge.booster_distress", l.BoosterDistress, 1, 10)
	atLeast(f, "lozenge.weight_days", l.WeightDays, 1)
	between(f, "lozenge.weight_change", l.WeightChange, 1, 50)
	between(f, "lozenge.telephone_order", l.TelephoneOrder, 1, 72)
	between(f, "lozenge.refills", l.Refills, 0, 5)                        // 21 CFR 1306.22
	between(f, "lozenge.prescription_months", l.PrescriptionMonths, 1, 6) // 21 CFR 1306.22
}
