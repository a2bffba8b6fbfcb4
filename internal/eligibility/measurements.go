package eligibility

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/calendar"
	"kap/internal/choice"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/vitals"
)

// Measurements is what was measured at the visit or told. It is kept as it was typed;
// signing makes a reading of it.
type Measurements struct {
	Systolic   int       `form:"systolic" json:"systolic" label:"Systolic pressure" unit:"mmHg" facts:"-"`    // both in one line
	Diastolic  int       `form:"diastolic" json:"diastolic" label:"Diastolic pressure" unit:"mmHg" facts:"-"` //
	HeartRate  int       `form:"heart_rate" json:"heart_rate" unit:"a minute"`
	SpO2       int       `form:"spo2" json:"spo2" label:"SpO2" unit:"%"`
	Weight     string    `form:"weight" json:"weight" facts:"-"`                                  // in both units
	WeightUnit string    `form:"weight_unit" json:"weight_unit" label:"Unit of weight" facts:"-"` // lb, kg
	Height     string    `form:"height" json:"height" facts:"-"`
	HeightUnit string    `form:"height_unit" json:"height_unit" label:"Unit of height" facts:"-"` // ft-in, cm
	Source     Place     `form:"source" json:"source" label:"Where it was measured"`
	On         time.Time `form:"on" json:"on" as:"date" label:"Measured on"`
}

// Place is where a reading comes from, as vitals keep it.
type Place string

var places = choice.List[Place]{{"here", "Measured here"}, {"client", "Measured at home by the client"}, {"outside", "Measured elsewhere"}}

// Choices are the places a form offers.
func (Place) Choices() []choice.Answer { return places.Answers() }

// Words are how a place is read.
func (p Place) Words() string { return places.Words(p) }

// Any says whether anything was measured.
func (m Measurements) Any() bool {
	return m.Systolic != 0 || m.Diastolic != 0 || m.HeartRate != 0 || m.SpO2 != 0 || m.Weight != "" || m.Height != ""
}

// Kilograms is the weight with its echo in the other unit; zero where none was typed.
func (m Measurements) Kilograms() (kilograms vitals.Tenths, echo string, err error) {
	if m.Weight == "" {
		return 0, "", nil
	}
	return vitals.Weight(m.Weight, vitals.Unit(m.WeightUnit))
}

// Centimeters is the height with its echo in the other unit; zero where none was typed.
func (m Measurements) Centimeters() (centimeters vitals.Tenths, echo string, err error) {
	if m.Height == "" {
		return 0, "", nil
	}
	return vitals.Height(m.Height, vitals.Unit(m.HeightUnit))
}

// BodyMass is the body mass index in words, or "" without weight or height.
func (m Measurements) BodyMass() string {
	kilograms, _, _ := m.Kilograms()
	centimeters, _, _ := m.Centimeters()
	if kilograms == 0 || centimeters == 0 {
		return ""
	}
	return fmt.Sprintf("BMI %s", vitals.BodyMass(kilograms, centimeters))
}

// reading is what was measured as vitals keep it: at noon of its day, unless that is the
// day of the visit. What cannot be read was refused before it was signed.
func (m Measurements) reading(id, by uuid.UUID, held time.Time, zone *time.Location) vitals.Reading {
	r := vitals.Reading{Signs: vitals.Signs{TakenAt: held, Slot: vitals.Unscheduled, HeartRate: m.HeartRate, SpO2: m.SpO2, Words: "From the consultation"},
		ID: id, Systolic: m.Systolic, Diastolic: m.Diastolic, Scale: vitals.MOAAS, Source: string(m.Source)}
	if !calendar.Day(held, zone).Equal(m.On) {
		r.TakenAt = time.Date(m.On.Year(), m.On.Month(), m.On.Day(), 12, 0, 0, 0, zone)
	}
	if r.Source == vitals.Here {
		r.MeasuredBy = by
	}
	if kilograms, _, _ := m.Kilograms(); kilograms != 0 {
		r.Weight = &kilograms
	}
	if centimeters, _, _ := m.Centimeters(); centimeters != 0 {
		r.Height = &centimeters
	}
	return r
}

// check refuses what is not possible (protocol 4.3); nothing has to be measured.
func (m Measurements) check(f *problem.Fields, today time.Time, v protocol.Vitals) {
	if !m.Any() {
		return
	}
	if m.Systolic != 0 || m.Diastolic != 0 {
		_ = f.Join("measured.", vitals.CheckPressure(m.Systolic, m.Diastolic, v)) // a problem with fields, always
	}
	possible(f, "measured.heart_rate", "Heart rate", " a minute", m.HeartRate, v.HeartRate.Possible)
	possible(f, "measured.spo2", "SpO2", " %", m.SpO2, v.SpO2.Possible)
	kilograms, _, err := m.Kilograms()
	size(f, "measured.weight", "A weight", " kg", kilograms, err, v.Weight.Possible)
	centimeters, _, err := m.Centimeters()
	size(f, "measured.height", "A height", " cm", centimeters, err, v.Height.Possible)
	if !places.Has(m.Source) {
		f.Add("measured.source", "Say where this was measured.")
	}
	if m.On.IsZero() || m.On.After(today) {
		f.Add("measured.on", "Enter the day it was measured; it cannot be in the future.")
	}
}

func possible(f *problem.Fields, name, words, unit string, value int, span protocol.Span) {
	if value != 0 && !span.Holds(value) {
		f.Add(name, "%s %d is not possible; enter %d to %d%s.", words, value, span.Low, span.High, unit)
	}
}

func size(f *problem.Fields, name, words, unit string, value vitals.Tenths, err error, span protocol.Span) {
	switch {
	case err != nil:
		f.Add(name, "%s", err.Error())
	case value != 0 && !span.Holds(int(value)):
		f.Add(name, "%s of %s%s is not possible; check the number and its unit.", words, value, unit)
	}
}
