package vitals

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
	"kap/internal/protocol"
)

// Limits are one client's own limits before a lozenge, from the prescriber's decision.
// What is zero is the protocol's. Whoever meets them sees author and date.
type Limits struct {
	Systolic    int           `json:"systolic,omitempty"`  // mmHg, above waits for the prescriber
	Diastolic   int           `json:"diastolic,omitempty"` // mmHg, above waits for the prescriber
	HeartRate   protocol.Span `json:"heart_rate"`          // beats a minute
	SpO2        protocol.Span `json:"spo2"`                // percent
	Respiration protocol.Span `json:"respiration"`         // breaths a minute
	Author      uuid.UUID     `json:"author"`
	Since       time.Time     `json:"since"`
}

// Check refuses own limits that reach into what the protocol leaves to nobody: pressure
// at or above the tier that needs a call (protocol 4.2), others outside the hard limits.
func (l Limits) Check(b protocol.Body) error {
	var f problem.Fields
	pressureLimit(&f, "systolic", l.Systolic, b.Vitals.Systolic.Possible.Low, b.Pressure.Call.Systolic)
	pressureLimit(&f, "diastolic", l.Diastolic, b.Vitals.Diastolic.Possible.Low, b.Pressure.Call.Diastolic)
	ownSpan(&f, "heart_rate", l.HeartRate, b.Vitals.HeartRate.Hard)
	ownSpan(&f, "spo2", l.SpO2, b.Vitals.SpO2.Hard)
	ownSpan(&f, "respiration", l.Respiration, b.Vitals.Respiration.Hard)
	return f.Err()
}

func pressureLimit(f *problem.Fields, name string, value, low, call int) {
	if value != 0 && (value < low || value >= call) {
		f.Add(name, "A client's own limit lies from %d to %d mmHg.", low, call-1)
	}
}

func ownSpan(f *problem.Fields, name string, own, hard protocol.Span) {
	if (own == protocol.Span{}) {
		return
	}
	if own.Low > own.High || !hard.Holds(own.Low) || !hard.Holds(own.High) {
		f.Add(name, "A client's own limits lie from %d to %d, the lower one first.", hard.Low, hard.High)
	}
}

// Within is the pressure above which this client waits for the prescriber, mmHg.
func (l Limits) Within(p protocol.Pressure) protocol.Millimeters {
	within := p.Within
	if l.Systolic != 0 {
		within.Systolic = l.Systolic
	}
	if l.Diastolic != 0 {
		within.Diastolic = l.Diastolic
	}
	return within
}

// OwnSigns says whether the client has limits of their own for pulse, oxygen or breathing.
func (l Limits) OwnSigns() bool {
	none := protocol.Span{}
	return l.HeartRate != none || l.SpO2 != none || l.Respiration != none
}

// own is the client's span, or the protocol's.
func own(client, protocols protocol.Span) protocol.Span {
	if (client != protocol.Span{}) {
		return client
	}
	return protocols
}
