package protocol

import "kap/internal/problem"

// Span is a range of values, both ends allowed. The zero span limits nothing.
type Span struct {
	Low  int `json:"low"`
	High int `json:"high"`
}

// Holds says whether a value lies in the span; everything lies in the zero span.
func (s Span) Holds(value int) bool {
	return s == Span{} || s.Low <= value && value <= s.High
}

// Item is one vital sign's limits: each span holds the values that pass.
type Item struct {
	Possible  Span `json:"possible"`  // outside is refused
	Plausible Span `json:"plausible"` // outside is asked about
	Before    Span `json:"before"`    // outside waits for the prescriber before a lozenge
	Hard      Span `json:"hard"`      // outside cannot start, no override
	After     Span `json:"after"`     // outside alerts after a lozenge
}

// Vitals holds the limits of the possible, the plausible and the acceptable. What the
// pressure decides is in Pressure.
type Vitals struct {
	Systolic      Item `json:"systolic"`       // mmHg
	Diastolic     Item `json:"diastolic"`      // mmHg
	PulsePressure Item `json:"pulse_pressure"` // mmHg, systolic less diastolic
	HeartRate     Item `json:"heart_rate"`     // beats a minute
	SpO2          Item `json:"spo2"`           // percent
	Respiration   Item `json:"respiration"`    // breaths a minute
	Temperature   Item `json:"temperature"`    // tenths of a degree Celsius
	Weight        Item `json:"weight"`         // tenths of a kilogram
	Height        Item `json:"height"`         // tenths of a centimeter

	SpO2Red         int  `json:"spo2_red"`         // percent; below is red after a lozenge
	SedationBefore  int  `json:"sedation_before"`  // MOAA/S, needed before a lozenge
	SedationAmber   int  `json:"sedation_amber"`   // MOAA/S, at or below is amber unless resting silently
	SedationRed     int  `json:"sedation_red"`     // MOAA/S, at or below is red
	DistressPrompt  int  `json:"distress_prompt"`  // 0-10, at or above prompts
	WeightChange    int  `json:"weight_change"`    // percent of the last weight that is asked about
	NeedRespiration bool `json:"need_respiration"` // required in every set
	NeedTemperature bool `json:"need_temperature"` // required in every set
	USUnits         bool `json:"us_units"`         // lb, ft-in and F are offered first
}

// defaultVitals: limits of the possible and plausible are ours, wide and usual adult
// ranges; the hard limits before a lozenge are ours too.
func defaultVitals() Vitals {
	return Vitals{
		Systolic:      Item{Possible: Span{50, 300}, Plausible: Span{85, 180}},
		Diastolic:     Item{Possible: Span{20, 200}, Plausible: Span{45, 110}},
		PulsePressure: Item{Possible: Span{5, 280}, Plausible: Span{20, 100}},
		HeartRate: Item{Possible: Span{20, 250}, Plausible: Span{45, 120},
			Before: Span{50, 110}, Hard: Span{40, 130}, After: Span{45, 130}},
		SpO2: Item{Possible: Span{50, 100}, Plausible: Span{94, 100},
			Before: Span{94, 100}, Hard: Span{90, 100}, After: Span{92, 100}},
		Respiration: Item{Possible: Span{4, 60}, Plausible: Span{8, 24},
			Before: Span{10, 20}, Hard: Span{8, 30}, After: Span{8, 24}},
		Temperature: Item{Possible: Span{300, 430}, Plausible: Span{355, 380},
			Before: Span{300, 379}, Hard: Span{300, 379}},
		Weight: Item{Possible: Span{250, 3500}},
		Height: Item{Possible: Span{1000, 2300}},

		SpO2Red:        90,
		SedationBefore: 5,
		SedationAmber:  3,
		SedationRed:    2,
		DistressPrompt: 8,
		WeightChange:   10,
		USUnits:        true,
	}
}

func (v Vitals) check(f *problem.Fields) {
	v.Systolic.check(f, "vitals.systolic")
	v.Diastolic.check(f, "vitals.diastolic")
	v.PulsePressure.check(f, "vitals.pulse_pressure")
	v.HeartRate.check(f, "vitals.heart_rate")
	v.SpO2.check(f, "vitals.spo2")
	v.Respiration.check(f, "vitals.respiration")
	v.Temperature.check(f, "vitals.temperature")
	v.Weight.check(f, "vitals.weight")
	v.Height.check(f, "vitals.height")
	between(f, "vitals.spo2_red", v.SpO2Red, 50, v.SpO2.After.Low)
	between(f, "vitals.sedation_before", v.SedationBefore, 1, 5)
	between(f, "vitals.sedation_red", v.SedationRed, 0, 5)
	between(f, "vitals.sedation_amber", v.SedationAmber, v.SedationRed, 5)
	between(f, "vitals.distress_prompt", v.DistressPrompt, 1, 10)
	between(f, "vitals.weight_change", v.WeightChange, 1, 50)
}

// check wants the possible set, and the limits inside one another: what is accepted is
// never impossible, and what cannot start is never acceptable.
func (i Item) check(f *problem.Fields, name string) {
	if (i.Possible == Span{}) {
		f.Add(name+".possible", "Say which values are possible at all.")
	}
	i.Possible.check(f, name+".possible")
	within(f, name+".plausible", i.Plausible, i.Possible)
	within(f, name+".hard", i.Hard, i.Possible)
	within(f, name+".after", i.After, i.Possible)
	if (i.Hard != Span{}) {
		within(f, name+".before", i.Before, i.Hard)
	} else {
		within(f, name+".before", i.Before, i.Possible)
	}
}

func (s Span) check(f *problem.Fields, name string) {
	rising(f, named{name + ".low", s.Low}, named{name + ".high", s.High})
}

// within wants an inner span, where it is set, to be a span inside the outer one.
func within(f *problem.Fields, name string, inner, outer Span) {
	if (inner == Span{}) {
		return
	}
	inner.check(f, name)
	if !outer.Holds(inner.Low) || !outer.Holds(inner.High) {
		f.Add(name, "This is %d to %d; it has to lie inside %d to %d.", inner.Low, inner.High, outer.Low, outer.High)
	}
}
