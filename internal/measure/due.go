package measure

import (
	"time"

	"kap/internal/protocol"
)

// Due are the instruments asked before a dose (PHQ-9 and GAD-7) that have no complete
// response within the protocol's hours before it (72).
func Due(responses []Response, dose time.Time, m protocol.Measures) []Instrument {
	var due []Instrument
	for _, instrument := range []Instrument{PHQ9(), GAD7()} {
		if !answeredFor(instrument.ID, responses, dose, m) {
			due = append(due, instrument)
		}
	}
	return due
}

func answeredFor(instrument string, responses []Response, dose time.Time, m protocol.Measures) bool {
	for _, r := range responses {
		if r.Instrument == instrument && r.Complete && FreshForDose(r.At, dose, m) {
			return true
		}
	}
	return false
}

// FreshForDose says whether a response still counts at a dose (protocol 6: 72 hours).
func FreshForDose(answered, dose time.Time, m protocol.Measures) bool {
	return !answered.After(dose) && dose.Sub(answered) <= time.Duration(m.BeforeDose)*time.Hour
}
