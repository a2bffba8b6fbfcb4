package vitals

import (
	"fmt"
	"time"

	"kap/internal/calendar"
	"kap/internal/protocol"
)

// Level is how urgent an alert is.
type Level int

// The levels.
const (
	Prompt Level = iota + 1 // ask the client
	Amber                   // watch closely, look again
	Red                     // call the prescriber now
)

// Alert is what a reading after the lozenge asks for.
type Alert struct {
	Field    string
	Level    Level
	Sentence string
	RepeatAt time.Time // zero where nothing is to be repeated
}

// EmergencySigns, with a blood pressure that alerts, mean emergency services at once.
func EmergencySigns() []string {
	return []string{"chest pain", "breathlessness", "severe headache", "visual change",
		"seizure", "focal deficit", "reduced consciousness"}
}

// Alerts says what a reading after the first lozenge asks for (protocol 4.3). Blood
// pressure is judged by the hard tier and by its rise above the baseline, the deciding
// value at the lozenge (esketamine label 5.6), never by the client's own limit.
func (r Reading) Alerts(baseline Value, b protocol.Body) []Alert {
	var alerts []Alert
	for _, alert := range []Alert{
		r.pressureAlert(baseline, b.Pressure),
		r.spo2Alert(b.Vitals),
		r.heartAlert(b.Vitals),
		r.respirationAlert(b.Vitals),
		r.sedationAlert(b.Vitals),
		r.distressAlert(b.Vitals),
	} {
		if alert.Level != 0 {
			alerts = append(alerts, alert)
		}
	}
	return alerts
}

func (r Reading) pressureAlert(baseline Value, p protocol.Pressure) Alert {
	value := r.Pressure().Value()
	words := ""
	switch {
	case value.reaches(p.Stop):
		words = fmt.Sprintf("%s is at or above %d/%d.", value, p.Stop.Systolic, p.Stop.Diastolic)
	case baseline != (Value{}) && value.rose(baseline, p.Rise):
		words = fmt.Sprintf("%s has risen by %d/%d or more from %s.", value, p.Rise.Systolic, p.Rise.Diastolic, baseline)
	case r.Systolic > 0 && value.below(p.Low):
		words = fmt.Sprintf("%s is below %d/%d. Let the client lie down.", value, p.Low.Systolic, p.Low.Diastolic)
	default:
		return Alert{}
	}
	return Alert{"systolic", Red,
		fmt.Sprintf("%s Call the prescriber and repeat in %d minutes.", words, p.RepeatAfter),
		r.TakenAt.Add(calendar.Minutes(p.RepeatAfter))}
}

// rose says whether either value has risen by the given mmHg or more.
func (v Value) rose(baseline Value, by protocol.Millimeters) bool {
	return v.Systolic-baseline.Systolic >= Half(2*by.Systolic) ||
		v.Diastolic-baseline.Diastolic >= Half(2*by.Diastolic)
}

func (r Reading) spo2Alert(v protocol.Vitals) Alert {
	switch {
	case r.SpO2 == 0:
	case r.SpO2 < v.SpO2Red:
		return Alert{Field: "spo2", Level: Red,
			Sentence: fmt.Sprintf("SpO2 %d %%. Rouse the client, open the airway, call the prescriber.", r.SpO2)}
	case !v.SpO2.After.Holds(r.SpO2):
		return Alert{Field: "spo2", Level: Amber,
			Sentence: fmt.Sprintf("SpO2 %d %%. Check the probe and the breathing; measure again.", r.SpO2)}
	}
	return Alert{}
}

func (r Reading) heartAlert(v protocol.Vitals) Alert {
	if r.HeartRate == 0 || v.HeartRate.After.Holds(r.HeartRate) {
		return Alert{}
	}
	return Alert{Field: "heart_rate", Level: Red,
		Sentence: fmt.Sprintf("Heart rate %d a minute is outside %s. Measure again and call the prescriber.", r.HeartRate, span(v.HeartRate.After))}
}

func (r Reading) respirationAlert(v protocol.Vitals) Alert {
	if r.Respiration == nil || v.Respiration.After.Holds(*r.Respiration) {
		return Alert{}
	}
	return Alert{Field: "respiration", Level: Red,
		Sentence: fmt.Sprintf("Respiration %d a minute is outside %s. Rouse the client and call the prescriber.", *r.Respiration, span(v.Respiration.After))}
}

// sedationAlert: a client who rests silently is expected to answer late; that alone is
// no alert above the red score.
func (r Reading) sedationAlert(v protocol.Vitals) Alert {
	switch {
	case r.Sedation == nil:
	case *r.Sedation <= v.SedationRed:
		return Alert{Field: "sedation", Level: Red,
			Sentence: SedationWords(*r.Sedation) + ". Check breathing and SpO2, call the prescriber."}
	case *r.Sedation <= v.SedationAmber && !r.Resting:
		return Alert{Field: "sedation", Level: Amber,
			Sentence: SedationWords(*r.Sedation) + ". Stay close and look again soon."}
	}
	return Alert{}
}

func (r Reading) distressAlert(v protocol.Vitals) Alert {
	if r.Distress == nil || *r.Distress < v.DistressPrompt {
		return Alert{}
	}
	return Alert{Field: "distress", Level: Prompt,
		Sentence: fmt.Sprintf("Distress %d of 10. Ask what would help now.", *r.Distress)}
}
