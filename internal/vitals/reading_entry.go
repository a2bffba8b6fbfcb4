package vitals

import (
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
	"kap/internal/protocol"
)

// Typed is a reading as somebody types it: "128/82" in one field, temperature, weight
// and height in the unit chosen beside the field.
type Typed struct {
	TakenAt         time.Time  `form:"taken_at"` // zero: now
	Slot            string     `form:"slot"`
	Systolic        string     `form:"systolic"` // "128", or "128/82" for both
	Diastolic       string     `form:"diastolic"`
	HeartRate       int        `form:"heart_rate"`
	SpO2            int        `form:"spo2"`
	Respiration     *int       `form:"respiration"`
	Temperature     string     `form:"temperature"`
	TemperatureUnit Unit       `form:"temperature_unit"`
	Sedation        *int       `form:"sedation"`
	Resting         bool       `form:"resting"`
	Distress        *int       `form:"distress"`
	Weight          string     `form:"weight"`
	WeightUnit      Unit       `form:"weight_unit"`
	Height          string     `form:"height"`
	HeightUnit      Unit       `form:"height_unit"`
	Position        string     `form:"position"`
	Arm             string     `form:"arm"`
	Cuff            string     `form:"cuff"`
	Device          string     `form:"device"`
	Words           string     `form:"words"`
	RepeatOf        *uuid.UUID `form:"repeat_of"`

	Swap      bool   `form:"swap"`      // the two pressures were typed the wrong way round
	Confirmed string `form:"confirmed"` // the questions that were answered with yes, word for word
	Reason    string `form:"reason"`    // of a correction: why the first one was wrong
}

// Reading reads what was typed; what cannot be read gets a sentence at its field. It
// does not judge the values.
func (t Typed) Reading(now time.Time) (Reading, error) {
	r := Reading{
		TakenAt: t.TakenAt, Slot: t.Slot, HeartRate: t.HeartRate, SpO2: t.SpO2, Respiration: t.Respiration,
		Sedation: t.Sedation, Scale: MOAAS, Resting: t.Resting, Distress: t.Distress,
		Position: t.Position, Arm: t.Arm, Cuff: t.Cuff, Device: t.Device, RepeatOf: t.RepeatOf,
	}
	if r.TakenAt.IsZero() {
		r.TakenAt = now
	}
	if r.Slot == "" {
		r.Slot = Unscheduled
	}
	var f problem.Fields
	t.pressure(&f, &r)
	r.Temperature = measured(&f, "temperature", t.Temperature, t.TemperatureUnit, Temperature)
	r.Weight = measured(&f, "weight", t.Weight, t.WeightUnit, Weight)
	r.Height = measured(&f, "height", t.Height, t.HeightUnit, Height)
	return r, f.Err()
}

// pressure takes both values from one field where both stand there.
func (t Typed) pressure(f *problem.Fields, r *Reading) {
	if strings.Contains(t.Systolic, "/") {
		both, err := ParsePressure(t.Systolic)
		if err != nil {
			f.Add("systolic", "%s", err)
			return
		}
		r.Systolic, r.Diastolic = both.Systolic, both.Diastolic
	} else {
		r.Systolic = number(f, "systolic", t.Systolic)
		r.Diastolic = number(f, "diastolic", t.Diastolic)
	}
	if t.Swap {
		r.Systolic, r.Diastolic = r.Diastolic, r.Systolic
	}
}

// number is zero where nothing was typed.
func number(f *problem.Fields, name, text string) int {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0
	}
	if !digits(text, 3) {
		f.Add(name, "Type a whole number here, in digits, like 120.")
		return 0
	}
	n, _ := strconv.Atoi(text)
	return n
}

func measured(f *problem.Fields, name, text string, unit Unit, read func(string, Unit) (Tenths, string, error)) *Tenths {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	value, _, err := read(text, unit)
	if err != nil {
		f.Add(name, "%s", err)
		return nil
	}
	return &value
}

// Confirmation is the one sentence that answers every question; empty without any.
func Confirmation(asked []Question) string {
	if len(asked) == 0 {
		return ""
	}
	var fields []string
	for _, q := range asked {
		fields = append(fields, q.Sentence)
	}
	return "I looked again and these are right: " + strings.Join(fields, " ")
}

// Judged is the reading once it is possible and every unusual value was confirmed by
// somebody, whose name is stored with it.
func (t Typed) Judged(v protocol.Vitals, e Earlier, by uuid.UUID, now time.Time) (Reading, error) {
	r, err := t.Reading(now)
	if err != nil {
		return r, err
	}
	if err := r.Check(v, now); err != nil {
		return r, err
	}
	r.MeasuredBy = by
	asked := r.Implausible(v, e)
	if len(asked) == 0 {
		return r, nil
	}
	sentence := Confirmation(asked)
	if t.Confirmed != sentence {
		return r, toConfirm(asked, sentence)
	}
	r.ConfirmedBy = &by
	return r, nil
}

func toConfirm(asked []Question, sentence string) error {
	var f problem.Fields
	for _, q := range asked {
		f.Add(q.Field, "%s", q.Sentence)
	}
	f.Add("confirmed", "%s", sentence)
	return f.Err()
}
