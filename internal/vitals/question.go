package vitals

import (
	"fmt"

	"kap/internal/protocol"
)

// Question asks to confirm a value that is possible but unusual. Saying yes stores who
// confirmed it.
type Question struct {
	Field    string // the input's name
	Sentence string
}

// Earlier is what is known of the client from before; zero is unknown.
type Earlier struct {
	Weight Tenths // kg, the last
	Height Tenths // cm
}

// Implausible asks about every value that is possible and unusual, in the order of the
// form. The first weight of a client is asked about too, with its body mass index.
func (r Reading) Implausible(v protocol.Vitals, e Earlier) []Question {
	var q questions
	q.whole("systolic", "Systolic pressure", " mmHg", r.Systolic, v.Systolic.Plausible)
	q.whole("diastolic", "Diastolic pressure", " mmHg", r.Diastolic, v.Diastolic.Plausible)
	if pulse := r.Systolic - r.Diastolic; !v.PulsePressure.Plausible.Holds(pulse) {
		q.ask("diastolic", "%d mmHg lie between %d and %d. Is this right?", pulse, r.Systolic, r.Diastolic)
	}
	q.whole("heart_rate", "Heart rate", " a minute", r.HeartRate, v.HeartRate.Plausible)
	q.whole("spo2", "SpO2", " %", r.SpO2, v.SpO2.Plausible)
	if r.Respiration != nil {
		q.whole("respiration", "Respiration", " a minute", *r.Respiration, v.Respiration.Plausible)
	}
	if r.Temperature != nil && !v.Temperature.Plausible.Holds(int(*r.Temperature)) {
		q.ask("temperature", "Temperature %s °C (%s °F) is unusual. Is it right?", *r.Temperature, InFahrenheit(*r.Temperature))
	}
	if r.Weight != nil {
		q.weight(*r.Weight, r.height(e), e.Weight, v.WeightChange)
	}
	return q
}

func (r Reading) height(e Earlier) Tenths {
	if r.Height != nil {
		return *r.Height
	}
	return e.Height
}

type questions []Question

func (q *questions) ask(field, format string, args ...any) {
	*q = append(*q, Question{field, fmt.Sprintf(format, args...)})
}

func (q *questions) whole(field, words, unit string, value int, plausible protocol.Span) {
	if !plausible.Holds(value) {
		q.ask(field, "%s %d%s is unusual. Is it right?", words, value, unit)
	}
}

func (q *questions) weight(kilograms, centimeters, last Tenths, percent int) {
	switch {
	case last == 0 && centimeters > 0:
		q.ask("weight", "The first weight is %s kg (%d lb), body mass index %s. Is it right?",
			kilograms, InPounds(kilograms), BodyMass(kilograms, centimeters))
	case last == 0:
		q.ask("weight", "The first weight is %s kg (%d lb). Is it right?", kilograms, InPounds(kilograms))
	case WeightChanged(kilograms, last, percent):
		q.ask("weight", "%s kg (%d lb) differs from the last weight, %s kg (%d lb), by more than %d %%. Is it right?",
			kilograms, InPounds(kilograms), last, InPounds(last), percent)
	}
}
