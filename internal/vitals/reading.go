package vitals

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/choice"
	"kap/internal/problem"
	"kap/internal/protocol"
)

// Position is how the client sat or lay.
type Position string

var positions = choice.List[Position]{{"sitting", "Sitting"}, {"lying", "Lying"}, {"reclined", "Reclined"}}

// Choices are the answers a form offers.
func (Position) Choices() []choice.Answer { return positions.Answers() }

// Arm is where the cuff was.
type Arm string

var arms = choice.List[Arm]{{"left", "Left"}, {"right", "Right"}}

// Choices are the answers a form offers.
func (Arm) Choices() []choice.Answer { return arms.Answers() }

// Cuff is its size.
type Cuff string

var cuffs = choice.List[Cuff]{{"small", "Small"}, {"adult", "Adult"}, {"large", "Large"}}

// Choices are the answers a form offers.
func (Cuff) Choices() []choice.Answer { return cuffs.Answers() }

// Signs are what is kept of a reading as it is typed.
type Signs struct {
	TakenAt     time.Time  `form:"taken_at"`
	Slot        string     `form:"slot" label:"Which reading this is"` // a slot of the plan, leaving or unscheduled
	HeartRate   int        `form:"heart_rate" unit:"a minute" db:"heart_rate,zero"`
	SpO2        int        `form:"spo2" label:"SpO2" unit:"%" db:"spo2,zero"`
	Respiration *int       `form:"respiration" unit:"a minute"`
	Sedation    *int       `form:"sedation" label:"Response"` // 0-5, see Responses
	Resting     bool       `form:"resting" label:"Resting silently with eyes closed, not drowsy"`
	Distress    *int       `form:"distress"` // 0-10
	Position    Position   `form:"position"`
	Arm         Arm        `form:"arm"`
	Cuff        Cuff       `form:"cuff"`
	Device      string     `form:"device"`
	Words       string     `form:"words"`
	RepeatOf    *uuid.UUID `form:"repeat_of"` // the reading this one repeats
}

// Reading is one set of vitals (FHIR Observation, vital-signs panel), with whose word it
// stands and what became of it.
type Reading struct {
	ID uuid.UUID
	Signs
	Systolic    int     `db:"systolic,zero"`  // mmHg
	Diastolic   int     `db:"diastolic,zero"` // mmHg
	Temperature *Tenths // degrees Celsius
	Scale       string  // of Sedation: MOAAS
	Weight      *Tenths // kg
	Height      *Tenths // cm

	Session       *uuid.UUID `db:"session_id"` // nil on other days
	MeasuredBy    uuid.UUID  // staff
	ConfirmedBy   *uuid.UUID // staff who confirmed what seemed implausible
	Replaces      *uuid.UUID // the voided reading it corrects
	Source        string     // Here, client (at home) or outside
	VoidedAt      *time.Time `db:"voided_at,read"`
	VoidedBy      *uuid.UUID `db:"voided_by,read"`
	VoidReason    string     `db:"void_reason,read"`
	MeasuredName  string     `db:"measured_name,read" sign:"-"` // the id is what is signed; people are called otherwise some day
	ConfirmedName string     `db:"confirmed_name,read" sign:"-"`
	VoidedName    string     `db:"voided_name,read" sign:"-"`
}

// Here is the source of what was measured at the clinic.
const Here = "here"

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
	offered(&f, "position", positions, r.Position)
	offered(&f, "arm", arms, r.Arm)
	offered(&f, "cuff", cuffs, r.Cuff)
	return f.Err()
}

// CheckPressure is what a reading asks of its blood pressure, wherever one is typed.
func CheckPressure(systolic, diastolic int, v protocol.Vitals) error {
	var f problem.Fields
	Reading{Systolic: systolic, Diastolic: diastolic}.checkPressure(&f, v)
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

func offered[T ~string](f *problem.Fields, name string, answers choice.List[T], value T) {
	if value != "" && !answers.Has(value) {
		f.Add(name, "Choose one of the answers, or leave it open.")
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
