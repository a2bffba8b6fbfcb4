package protocol

import (
	"cmp"

	"kap/internal/problem"
)

// Millimeters is a pair of blood pressure values, mmHg.
type Millimeters struct {
	Systolic  int `json:"systolic"`
	Diastolic int `json:"diastolic"`
}

// Pressure holds how blood pressure decides before a lozenge and alerts after it.
type Pressure struct {
	Within  Millimeters `json:"within"`   // above either waits for the prescriber (mmHg)
	Call    Millimeters `json:"call"`     // at or above either cannot start, or needs a logged call (mmHg)
	Stop    Millimeters `json:"stop"`     // at or above either cannot start; alerts afterwards (mmHg)
	Rise    Millimeters `json:"rise"`     // at or above baseline plus either alerts afterwards (mmHg)
	Low     Millimeters `json:"low"`      // below either waits for the prescriber; alerts afterwards (mmHg)
	LowStop Millimeters `json:"low_stop"` // below either cannot start (mmHg)

	Rest         int  `json:"rest"`          // minutes of rest before a reading is repeated
	MostReadings int  `json:"most_readings"` // readings in one series
	CallOverride bool `json:"call_override"` // from Call on: the prescriber may override, with a logged call and a second clinician's word
	LastDecides  bool `json:"last_decides"`  // the last decides instead of the mean of the last two
	NewSeries    int  `json:"new_series"`    // minutes until a new series, on the prescriber's word
	Fresh        int  `json:"fresh"`         // minutes the deciding value may be old at the lozenge
	RepeatAfter  int  `json:"repeat_after"`  // minutes until a reading that alerts is repeated
}

func defaultPressure() Pressure {
	return Pressure{
		Within:       Millimeters{140, 90},  // esketamine label of 2019, 5.6
		Call:         Millimeters{160, 100}, // CTCAE v5, grade 3
		Stop:         Millimeters{180, 110}, // CTCAE v5
		Rise:         Millimeters{40, 25},   // esketamine label of 2019, 5.6: peak about 40 min
		Low:          Millimeters{90, 50},   // ours
		LowStop:      Millimeters{80, 45},   // ours
		Rest:         5,
		MostReadings: 3,
		NewSeries:    30, // ours
		Fresh:        30,
		RepeatAfter:  5,
	}
}

// complete fills in what versions before the lower limits do not have.
func (p Pressure) complete() Pressure {
	byDefault := defaultPressure()
	p.Low, p.LowStop = cmp.Or(p.Low, byDefault.Low), cmp.Or(p.LowStop, byDefault.LowStop)
	return p
}

func (p Pressure) check(f *problem.Fields) {
	p.Within.check(f, "pressure.within")
	p.Call.check(f, "pressure.call")
	p.Stop.check(f, "pressure.stop")
	belowBoth(f, "pressure.call", p.Within, p.Call)
	belowBoth(f, "pressure.stop", p.Call, p.Stop)
	p.Low.check(f, "pressure.low")
	p.LowStop.check(f, "pressure.low_stop")
	belowBoth(f, "pressure.low", p.LowStop, p.Low)
	belowBoth(f, "pressure.within", p.Low, p.Within)
	atLeast(f, "pressure.rise.systolic", p.Rise.Systolic, 1)
	atLeast(f, "pressure.rise.diastolic", p.Rise.Diastolic, 1)
	between(f, "pressure.rest", p.Rest, 1, 60)
	between(f, "pressure.most_readings", p.MostReadings, 2, 10)
	atLeast(f, "pressure.new_series", p.NewSeries, 1)
	atLeast(f, "pressure.fresh", p.Fresh, 1)
	between(f, "pressure.repeat_after", p.RepeatAfter, 1, 60)
}

func (m Millimeters) check(f *problem.Fields, name string) {
	between(f, name+".systolic", m.Systolic, 50, 300)
	between(f, name+".diastolic", m.Diastolic, 20, 200)
	strictlyRising(f, named{name + ".diastolic", m.Diastolic}, named{name + ".systolic", m.Systolic})
}

// belowBoth wants the second pair above the first in both values.
func belowBoth(f *problem.Fields, name string, first, second Millimeters) {
	strictlyRising(f, named{"the tier below", first.Systolic}, named{name + ".systolic", second.Systolic})
	strictlyRising(f, named{"the tier below", first.Diastolic}, named{name + ".diastolic", second.Diastolic})
}
