package protocol

import "kap/internal/problem"

// Leaving holds when a client is ready to leave.
type Leaving struct {
	SinceIntake    int `json:"since_intake"`    // minutes since the last intake
	Sedation       int `json:"sedation"`        // MOAA/S
	Oriented       int `json:"oriented"`        // of person, place, time and situation
	PressureNear   int `json:"pressure_near"`   // mmHg from baseline that still passes
	SpO2           int `json:"spo2"`            // percent, or the client's baseline
	NoDriving      int `json:"no_driving"`      // hours, and a night's sleep
	LeavingReading int `json:"leaving_reading"` // minutes a reading before leaving may be old
}

func defaultLeaving() Leaving {
	return Leaving{
		SinceIntake:    120, // esketamine REMS: at least 2 h of observation
		Sedation:       5,
		Oriented:       4,
		PressureNear:   20,
		SpO2:           94,
		NoDriving:      24, // esketamine label: not until the next day after restful sleep
		LeavingReading: 30, // ours
	}
}

func (l Leaving) check(f *problem.Fields) {
	between(f, "leaving.since_intake", l.SinceIntake, 30, 12*60)
	between(f, "leaving.sedation", l.Sedation, 1, 5)
	between(f, "leaving.oriented", l.Oriented, 1, 4)
	between(f, "leaving.pressure_near", l.PressureNear, 0, 60)
	between(f, "leaving.spo2", l.SpO2, 80, 100)
	between(f, "leaving.no_driving", l.NoDriving, 12, 72)
	between(f, "leaving.leaving_reading", l.LeavingReading, 1, 120)
}
