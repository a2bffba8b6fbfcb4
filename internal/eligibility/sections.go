package eligibility

import (
	"fmt"
	"slices"
	"time"

	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/vitals"
)

// Sections are what a consultation holds. Medicines and allergies are the client's
// own lists, questionnaires are measures.
type Sections struct {
	WhyNow             string      `form:"why_now" json:"why_now"`       // the client's words
	StuckIn            string      `form:"stuck_in" json:"stuck_in"`     // what the client feels stuck in
	Since              string      `form:"since" json:"since,omitempty"` // follow-up, closing
	MedicalHistory     string      `form:"medical_history" json:"medical_history"`
	PsychiatricHistory string      `form:"psychiatric_history" json:"psychiatric_history"`
	Treatments         []Treatment `form:"treatments" json:"treatments"`
	Substances         string      `form:"substances" json:"substances"`
	FamilyHistory      string      `form:"family_history" json:"family_history"` // of psychosis and bipolar disorder
	Criteria           Answers     `form:"criteria" json:"criteria"`             // by id
	Measured           Measured    `form:"measured" json:"measured"`
	Pregnancy          string      `form:"pregnancy" json:"pregnancy"`
	PregnancyTestedOn  time.Time   `form:"pregnancy_tested_on" json:"pregnancy_tested_on" sign:"date"`
	Tests              string      `form:"tests" json:"tests"`     // drug screen, ECG, renal and liver tests
	Urinary            string      `form:"urinary" json:"urinary"` // baseline; urinary symptoms are asked about again
	PDMPCheckedOn      time.Time   `form:"pdmp_checked_on" json:"pdmp_checked_on" sign:"date"`
	Capacity           string      `form:"capacity" json:"capacity"` // how it was judged
	LastInPerson       time.Time   `form:"last_in_person_exam" json:"last_in_person_exam" sign:"date"`
	Impression         string      `form:"impression" json:"impression"`
}

// Treatment is one that was tried before.
type Treatment struct {
	What    string `form:"what" json:"what"` // antidepressant, psychotherapy, ECT, TMS
	Dose    string `form:"dose" json:"dose"`
	HowLong string `form:"how_long" json:"how_long"`
	Effect  string `form:"effect" json:"effect"`
}

// The answers about pregnancy.
const (
	NegativeTest = "negative test"
	PositiveTest = "positive test"
	CannotBe     = "not possible"
	NotTested    = "not tested"
)

// Pregnancies are the answers as they are offered.
var Pregnancies = []string{CannotBe, NegativeTest, PositiveTest, NotTested}

// Measured is what was measured at the visit or told. It is kept as it was typed;
// signing makes a reading of it.
type Measured struct {
	Systolic   int       `form:"systolic" json:"systolic"`     // mmHg
	Diastolic  int       `form:"diastolic" json:"diastolic"`   // mmHg
	HeartRate  int       `form:"heart_rate" json:"heart_rate"` // beats a minute
	SpO2       int       `form:"spo2" json:"spo2"`             // percent
	Weight     string    `form:"weight" json:"weight"`
	WeightUnit string    `form:"weight_unit" json:"weight_unit"` // lb, kg
	Height     string    `form:"height" json:"height"`
	HeightUnit string    `form:"height_unit" json:"height_unit"` // ft-in, cm
	Source     string    `form:"source" json:"source"`
	On         time.Time `form:"on" json:"on" sign:"date"` // calendar day
}

// Sources are where a reading comes from, as vitals keep them.
var Sources = []string{"here", "client", "outside"}

// Any says whether anything was measured.
func (m Measured) Any() bool {
	return m.Systolic != 0 || m.Diastolic != 0 || m.HeartRate != 0 || m.SpO2 != 0 || m.Weight != "" || m.Height != ""
}

// Kilograms is the weight with its echo in the other unit; zero where none was typed.
func (m Measured) Kilograms() (kilograms vitals.Tenths, echo string, err error) {
	if m.Weight == "" {
		return 0, "", nil
	}
	return vitals.Weight(m.Weight, vitals.Unit(m.WeightUnit))
}

// Centimeters is the height with its echo in the other unit; zero where none was typed.
func (m Measured) Centimeters() (centimeters vitals.Tenths, echo string, err error) {
	if m.Height == "" {
		return 0, "", nil
	}
	return vitals.Height(m.Height, vitals.Unit(m.HeightUnit))
}

// BodyMass is the body mass index in words, or "" without weight or height.
func (m Measured) BodyMass() string {
	kilograms, _, _ := m.Kilograms()
	centimeters, _, _ := m.Centimeters()
	if kilograms == 0 || centimeters == 0 {
		return ""
	}
	return fmt.Sprintf("BMI %s", vitals.BodyMass(kilograms, centimeters))
}

// whole leaves out rows that are empty, and answers that no criterion has.
func (s Sections) whole() Sections {
	s.Treatments = slices.DeleteFunc(slices.Clone(s.Treatments), func(t Treatment) bool { return t == Treatment{} })
	answers := Answers{}
	for _, c := range Criteria {
		if a, given := s.Criteria[c.ID]; given && !c.Computed && c.Known(a.Answer) && a != (Answered{}) {
			answers[c.ID] = a
		}
	}
	s.Criteria = answers
	return s
}

func (s Sections) check(f *problem.Fields, kind ConsultationKind, today time.Time, b protocol.Body) {
	s.Measured.check(f, today, b.Vitals)
	if kind == Closing {
		return
	}
	needs(f, "capacity", s.Capacity, "Write how the capacity to consent was judged.")
	s.checkPregnancy(f)
	if s.PDMPCheckedOn.IsZero() || s.PDMPCheckedOn.After(today) {
		f.Add("pdmp_checked_on", "Check the prescription monitoring program, and enter the day.")
	}
	if s.LastInPerson.After(today) {
		f.Add("last_in_person_exam", "The last in-person exam cannot be in the future.")
	}
}

func (s Sections) checkPregnancy(f *problem.Fields) {
	if !slices.Contains(Pregnancies, s.Pregnancy) {
		f.Add("pregnancy", "Say whether pregnancy is possible, and what a test said.")
	}
	if s.Pregnancy == PositiveTest && s.Criteria["E11"].Answer == Absent {
		f.Add("pregnancy", "The test is positive, and pregnancy is answered absent among the criteria. Correct one of them.")
	}
}

// check refuses what is not possible (protocol 4.3); nothing has to be measured.
func (m Measured) check(f *problem.Fields, today time.Time, v protocol.Vitals) {
	if !m.Any() {
		return
	}
	if (m.Systolic == 0) != (m.Diastolic == 0) || m.Diastolic > m.Systolic {
		f.Add("measured.diastolic", "Enter both values of the blood pressure, the systolic one is the higher.")
	}
	possible(f, "measured.systolic", "Systolic pressure", " mmHg", m.Systolic, v.Systolic.Possible)
	possible(f, "measured.diastolic", "Diastolic pressure", " mmHg", m.Diastolic, v.Diastolic.Possible)
	possible(f, "measured.heart_rate", "Heart rate", " a minute", m.HeartRate, v.HeartRate.Possible)
	possible(f, "measured.spo2", "SpO2", " %", m.SpO2, v.SpO2.Possible)
	kilograms, _, err := m.Kilograms()
	size(f, "measured.weight", "A weight", " kg", kilograms, err, v.Weight.Possible)
	centimeters, _, err := m.Centimeters()
	size(f, "measured.height", "A height", " cm", centimeters, err, v.Height.Possible)
	if !slices.Contains(Sources, m.Source) {
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
