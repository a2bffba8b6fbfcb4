package vitals

import (
	"fmt"

	"kap/internal/protocol"
)

// Finding is a value that stands in the way of a lozenge.
type Finding struct {
	Field    string // the reading's field
	Hard     bool   // cannot start; otherwise the prescriber may override
	Sentence string
}

// Acceptable finds heart rate, SpO2 and respiration outside the client's limits before
// a lozenge (protocol 4.3). Blood pressure has Decide; temperature and sedation, Unwell.
func (r Reading) Acceptable(l Limits, v protocol.Vitals) []Finding {
	var found findings
	found.add("heart_rate", "Heart rate", " a minute", r.HeartRate, own(l.HeartRate, v.HeartRate.Before), v.HeartRate.Hard)
	found.add("spo2", "SpO2", " %", r.SpO2, own(l.SpO2, v.SpO2.Before), v.SpO2.Hard)
	if r.Respiration != nil {
		found.add("respiration", "Respiration", " a minute", *r.Respiration, own(l.Respiration, v.Respiration.Before), v.Respiration.Hard)
	}
	return found
}

// Unwell finds a temperature or a sedation with which nobody starts.
func (r Reading) Unwell(v protocol.Vitals) []Finding {
	var found findings
	if r.Temperature != nil && !v.Temperature.Hard.Holds(int(*r.Temperature)) {
		found = append(found, Finding{"temperature", true,
			fmt.Sprintf("Temperature %s °C (%s °F): not held today.", *r.Temperature, InFahrenheit(*r.Temperature))})
	}
	if r.Sedation != nil && *r.Sedation < v.SedationBefore {
		found = append(found, Finding{"sedation", true,
			fmt.Sprintf("%s: not held while the client is drowsy.", SedationWords(*r.Sedation))})
	}
	return found
}

type findings []Finding

func (f *findings) add(field, words, unit string, value int, limits, hard protocol.Span) {
	switch {
	case !hard.Holds(value):
		*f = append(*f, Finding{field, true,
			fmt.Sprintf("%s %d%s: cannot start outside %s. Call the prescriber.", words, value, unit, span(hard))})
	case !limits.Holds(value):
		*f = append(*f, Finding{field, false,
			fmt.Sprintf("%s %d%s is outside this client's limits, %s. The prescriber decides.", words, value, unit, span(limits))})
	}
}

func span(s protocol.Span) string { return fmt.Sprintf("%d to %d", s.Low, s.High) }
