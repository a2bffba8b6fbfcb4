package protocol

import (
	"encoding/json"

	"kap/internal/problem"
)

// Body is one version of the clinic's protocol.
type Body struct {
	Version     int            `json:"version"`
	Eligibility Eligibility    `json:"eligibility"`
	Medicines   []MedicineRule `json:"medicines"`
	Lozenge     Lozenge        `json:"lozenge"`
	Preparation Preparation    `json:"preparation"`
	Gate        Gate           `json:"gate"`
	Pressure    Pressure       `json:"pressure"`
	Vitals      Vitals         `json:"vitals"`
	Timing      Timing         `json:"timing"`
	Leaving     Leaving        `json:"leaving"`
	Integration Integration    `json:"integration"`
	Measures    Measures       `json:"measures"`
	Scheduling  Scheduling     `json:"scheduling"`
}

// Default is version 1, the draft that comes with the system. Nothing is signed
// under it until the medical lead approves it.
func Default() Body {
	return Body{
		Version:     1,
		Eligibility: defaultEligibility(),
		Medicines:   defaultMedicines(),
		Lozenge:     defaultLozenge(),
		Preparation: defaultPreparation(),
		Gate:        defaultGate(),
		Pressure:    defaultPressure(),
		Vitals:      defaultVitals(),
		Timing:      defaultTiming(),
		Leaving:     defaultLeaving(),
		Integration: defaultIntegration(),
		Measures:    defaultMeasures(),
		Scheduling:  defaultScheduling(),
	}
}

// UnmarshalJSON reads a version as it was stored. A number that this edition added and the
// version does not have counts with its default: it never means that there is no limit.
func (b *Body) UnmarshalJSON(text []byte) error {
	type stored Body
	if err := json.Unmarshal(text, (*stored)(b)); err != nil {
		return err
	}
	b.Eligibility, b.Pressure, b.Lozenge = b.Eligibility.complete(), b.Pressure.complete(), b.Lozenge.complete()
	return nil
}

// Check is nil for a protocol that can be worked with; otherwise a problem with a
// sentence at every value that cannot stand, by its path ("pressure.call.systolic").
func (b Body) Check() error {
	var f problem.Fields
	atLeast(&f, "version", b.Version, 1)
	b.Eligibility.check(&f)
	checkMedicines(&f, b.Medicines)
	b.Lozenge.check(&f)
	b.Preparation.check(&f)
	b.Gate.check(&f, b.Timing)
	b.Pressure.check(&f)
	b.Vitals.check(&f)
	b.Timing.check(&f)
	b.Leaving.check(&f)
	b.Integration.check(&f)
	b.Measures.check(&f)
	b.Scheduling.check(&f)
	return f.Err()
}
