package vitals

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
	"kap/internal/protocol"
)

// Reading is one set of vitals (FHIR Observation, vital-signs panel).
type Reading struct {
	ID          uuid.UUID `form:"-"`
	TakenAt     time.Time `form:"taken_at"`
	Slot        string    `form:"slot"`        // a slot of the plan, leaving or unscheduled
	Systolic    int       `form:"systolic"`    // mmHg
	Diastolic   int       `form:"diastolic"`   // mmHg
	HeartRate   int       `form:"heart_rate"`  // beats a minute
	SpO2        int       `form:"spo2"`        // percent
	Respiration *int      `form:"respiration"` // breaths a minute
	Temperature *Tenths   `form:"-"`           // degrees Celsius
	Sedation    *int      `form:"sedation"`    // 0-5 on Scale
	Scale       string    `form:"-"`           // MOAAS
	Resting     bool      `form:"resting"`     // eyes closed and silent, but not sedated
	Distress    *int      `form:"distress"`    // 0-10
	Weight      *Tenths   `form:"-"`           // kg
	Height      *Tenths   `form:"-"`           // cm

	Position string `form:"position"`
	Arm      string `form:"arm"`
	Cuff     string `form:"cuff"`
	Device   string `form:"device"`

	MeasuredBy  uuid.UUID  `form:"-"` // staff
	RepeatOf    *uuid.UUID `form:"-"` // the reading this one repeats
	ConfirmedBy *uuid.UUID `form:"-"` // staff who confirmed what seemed implausible
	VoidedAt    *time.Time `form:"-"`
	VoidReason  string     `form:"-"`
}

// Unscheduled is the slot of a reading that was not due.
const Unscheduled = "unscheduled"

// Pressure is the reading's blood pressure.
func (r Reading) Pressure() Pressure {
	return Pressure{TakenAt: r.TakenAt, Systolic: r.Systolic, Diastolic: r.Diastolic, Voided: r.VoidedAt != nil}
}

// Check refuses what is missing or not possible, with a sentence at each field.
func (r Reading) Check(v protocol.Vitals, now time.Time) error {
	var f problem.Fields
	if r.TakenAt.IsZero() {
		f.Add("taken_at", "Enter the time of the reading.")
	} else if r.TakenAt.After(now) {
		f.Add("taken_at", "This time is still to come; enter when the reading was taken.")
	}
	r.checkPressure(&f, v)
	required(&f, "heart_rate", "Heart rate", " a minute", r.HeartRate, v.HeartRate.Possible)
	required(&f, "spo2", "SpO2", " %", r.SpO2, v.SpO2.Possible)
	optional(&f, "respiration", "Respiration", " a minute", r.Respiration, v.Respiration.Possible, v.NeedRespiration)
	decimal(&f, "temperature", "Temperature", " °C", r.Temperature, v.Temperature.Possible, v.NeedTemperature)
	optional(&f, "sedation", "The response", "", r.Sedation, protocol.Span{Low: 0, High: 5}, true)
	optional(&f, "distress", "Distress", "", r.Distress, protocol.Span{Low: 0, High: 10}, false)
	decimal(&f, "weight", "Weight", " kg", r.Weight, v.Weight.Possible, false)
	decimal(&f, "height", "Height", " cm", r.Height, v.Height.Possible, false)
	return f.Err()
}

// checkPressure looks at both values and then at their distance, the pulse pressure.
func (r Reading) checkPressure(f *problem.Fields, v protocol.Vitals) {
	before := len(*f)
	required(f, "systolic", "Systolic pressure", " mmHg", r.Systolic, v.Systolic.Possible)
	required(f, "diastolic", "Diastolic pressure", " mmHg", r.Diastolic, v.Diastolic.Possible)
	if len(*f) > before {
		return
	}
	pulse := r.Systolic - r.Diastolic
	switch {
	case pulse < 0:
		f.Add("diastolic", "Diastolic %d is above systolic %d. Was it %d/%d?", r.Diastolic, r.Systolic, r.Diastolic, r.Systolic)
	case pulse == 0:
		f.Add("diastolic", "Diastolic has to be below systolic; measure again.")
	case !v.PulsePressure.Possible.Holds(pulse):
		f.Add("diastolic", "Only %d mmHg lie between %d and %d; measure again.", pulse, r.Systolic, r.Diastolic)
	}
}

// required refuses zero as missing and anything else outside the span.
func required(f *problem.Fields, name, words, unit string, value int, possible protocol.Span) {
	if value == 0 {
		f.Add(name, "%s is missing.", words)
		return
	}
	optional(f, name, words, unit, &value, possible, true)
}

func optional(f *problem.Fields, name, words, unit string, value *int, possible protocol.Span, needed bool) {
	switch {
	case value == nil && needed:
		f.Add(name, "%s is missing.", words)
	case value != nil && !possible.Holds(*value):
		f.Add(name, "%s %d is not possible; enter %d to %d%s.", words, *value, possible.Low, possible.High, unit)
	}
}

func decimal(f *problem.Fields, name, words, unit string, value *Tenths, possible protocol.Span, needed bool) {
	switch {
	case value == nil && needed:
		f.Add(name, "%s is missing.", words)
	case value != nil && !possible.Holds(int(*value)):
		f.Add(name, "%s %s%s is not possible; enter %s to %s%s.", words, *value, unit,
			Tenths(possible.Low), Tenths(possible.High), unit)
	}
}
