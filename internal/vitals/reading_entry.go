package vitals

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
	"kap/internal/protocol"
)

// ReadingEntry is a reading as somebody types it: "128/82" in one field, temperature,
// weight and height in the unit chosen beside the field. No time is now.
type ReadingEntry struct {
	Signs
	Systolic        string `form:"systolic" unit:"mmHg"` // "128", or "128/82" for both
	Diastolic       string `form:"diastolic" unit:"mmHg"`
	Temperature     string `form:"temperature"`
	TemperatureUnit Unit   `form:"temperature_unit" label:"Unit of the temperature"`
	Weight          string `form:"weight"`
	WeightUnit      Unit   `form:"weight_unit" label:"Unit of the weight"`
	Height          string `form:"height"`
	HeightUnit      Unit   `form:"height_unit" label:"Unit of the height"`

	Swap      bool   `form:"swap"`                                                // the two pressures were typed the wrong way round
	Confirmed string `form:"confirmed"`                                           // the questions that were answered with yes, word for word
	Reason    string `form:"reason" label:"What was wrong with the first values"` // of a correction
}

// Entry is a reading as somebody would have typed it, for the form that corrects it.
func (r Reading) Entry() ReadingEntry {
	e := ReadingEntry{Signs: r.Signs, Systolic: fmt.Sprintf("%d/%d", r.Systolic, r.Diastolic)}
	e.Temperature, e.TemperatureUnit = inUnit(r.Temperature, Celsius)
	e.Weight, e.WeightUnit = inUnit(r.Weight, Kilograms)
	e.Height, e.HeightUnit = inUnit(r.Height, Centimeter)
	return e
}

// inUnit leaves the unit to the clinic where there is nothing.
func inUnit(value *Tenths, unit Unit) (string, Unit) {
	if value == nil {
		return "", ""
	}
	return value.String(), unit
}

// Reading reads what was typed; what cannot be read gets a sentence at its field. It
// does not judge the values.
func (e ReadingEntry) Reading(now time.Time) (Reading, error) {
	r := Reading{Signs: e.Signs, Scale: MOAAS, Source: Here}
	if r.TakenAt.IsZero() {
		r.TakenAt = now
	}
	if r.Slot == "" {
		r.Slot = Unscheduled
	}
	var f problem.Fields
	e.pressure(&f, &r)
	r.Temperature = measured(&f, "temperature", e.Temperature, e.TemperatureUnit, Temperature)
	r.Weight = measured(&f, "weight", e.Weight, e.WeightUnit, Weight)
	r.Height = measured(&f, "height", e.Height, e.HeightUnit, Height)
	return r, f.Err()
}

// pressure takes both values from one field where both stand there.
func (e ReadingEntry) pressure(f *problem.Fields, r *Reading) {
	if strings.Contains(e.Systolic, "/") {
		both, err := ParsePressure(e.Systolic)
		if err != nil {
			f.Add("systolic", "%s", err)
			return
		}
		r.Systolic, r.Diastolic = both.Systolic, both.Diastolic
	} else {
		r.Systolic = number(f, "systolic", e.Systolic)
		r.Diastolic = number(f, "diastolic", e.Diastolic)
	}
	if e.Swap {
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
func (e ReadingEntry) Judged(v protocol.Vitals, before Earlier, by uuid.UUID, now time.Time) (Reading, error) {
	r, err := e.Reading(now)
	if err != nil {
		return r, err
	}
	if err := r.Check(v, now); err != nil {
		return r, err
	}
	r.MeasuredBy = by
	asked := r.Implausible(v, before)
	if len(asked) == 0 {
		return r, nil
	}
	sentence := Confirmation(asked)
	if e.Confirmed != sentence {
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
