package ui

import (
	"slices"
	"strconv"
	"time"
)

// Vitals is what was measured and done in one dosing session.
type Vitals struct {
	Readings []Reading // by time
	Due      []time.Time
	Drugs    []DrugMark
	Events   []EventMark
	Limits   VitalsLimits
	Taken    time.Time // the lozenge; zero before
	Running  bool      // the session goes on: "now" and what is due are drawn
}

// Reading is one set of vitals; a zero was not taken.
type Reading struct {
	At                  time.Time
	Systolic, Diastolic int    // mmHg
	Pulse               int    // beats a minute
	Oxygen              int    // SpO2, percent
	Response            string // "awake"; may be empty
}

// DrugMark is what was taken, from and until; without an end it is a moment.
type DrugMark struct {
	Name, Amount string // "Ketamine lozenge", "150 mg"
	From, Until  time.Time
	Note         string // "spat out 9:45 am"
}

// EventMark is something that happened.
type EventMark struct {
	At   time.Time
	Word string
}

// VitalsLimits are the order's limits with its words; zero draws none.
type VitalsLimits struct {
	Systolic, Diastolic int // mmHg
	PressureWord        string
	Oxygen              int // percent
	OxygenWord          string
}

// Drawing units of the vitals chart.
const (
	vitalsWidth           = 680.0
	vitalsLeft            = 92.0
	vitalsRight           = 668.0
	drugRow               = 26.0
	perPressure           = 1.15 // units a mmHg, and a beat a minute
	oxygenTop, oxygenLow  = 100, 88
	perOxygen             = 3.0
	eventRow, eventLanes  = 18.0, 3
	lowPressure, gridStep = 40, 20 // mmHg
)

// axis runs from the first entry to the last one, to now and to the next reading
// due; not to the end of the day, so that the future takes little room.
func (v Vitals) axis(now time.Time) axis {
	times := v.times()
	if v.Running && !now.IsZero() {
		times = append(times, now)
	}
	if v.Running && len(v.Due) > 0 {
		times = append(times, v.Due[0])
	}
	if len(times) == 0 {
		times = append(times, now)
	}
	from, to := slices.MinFunc(times, time.Time.Compare), slices.MaxFunc(times, time.Time.Compare)
	if to.Sub(from) < 45*time.Minute {
		to = from.Add(45 * time.Minute)
	}
	air := to.Sub(from) / 8 // for the last words, at the right
	return axis{from: from.Add(-5 * time.Minute), to: to.Add(air), x0: vitalsLeft, x1: vitalsRight}
}

func (v Vitals) times() []time.Time {
	var out []time.Time
	for _, r := range v.Readings {
		out = append(out, r.At)
	}
	for _, d := range v.Drugs {
		out = append(out, d.From)
		if !d.Until.IsZero() {
			out = append(out, d.Until)
		}
	}
	for _, e := range v.Events {
		out = append(out, e.At)
	}
	return out
}

// top is the highest figure drawn, in mmHg: the limit or the highest reading.
func (v Vitals) top() int {
	most := max(v.Limits.Systolic, 140)
	for _, r := range v.Readings {
		most = max(most, r.Systolic, r.Pulse)
	}
	return (most/gridStep + 1) * gridStep
}

func (v Vitals) pressureTop() float64 { return drugRow*float64(len(v.Drugs)) + 24 }
func (v Vitals) y(figure int) float64 { return v.pressureTop() + perPressure*float64(v.top()-figure) }
func (v Vitals) oxygenY(p int) float64 {
	return v.y(lowPressure) + 26 + perOxygen*float64(oxygenTop-max(p, oxygenLow))
}
func (v Vitals) eventTop() float64 { return v.oxygenY(oxygenLow) + 14 }
func (v Vitals) bottom() float64   { return v.eventTop() + eventRow*float64(v.eventRows()) + 10 }
func (v Vitals) grid() (out []int) {
	for mmHg := 60; mmHg < v.top(); mmHg += gridStep {
		out = append(out, mmHg)
	}
	return out
}

func (v Vitals) eventRows() int { return min(len(v.Events), eventLanes) }

// eventPlaces gives each event's word a row; -1 where it is crowded out and only
// its line stands, with the word in the list below.
func (v Vitals) eventPlaces(a axis) []int {
	at, width := make([]float64, len(v.Events)), make([]float64, len(v.Events))
	for i, e := range v.Events {
		at[i], width[i] = a.x(e.At), textWidth(e.Word)
	}
	return lanes(at, width, v.eventRows())
}

// hours are the ticks of the axis: every quarter of an hour, every half on a
// longer session.
func (a axis) hours() []time.Time {
	step := 15 * time.Minute
	if a.to.Sub(a.from) > 100*time.Minute {
		step = 30 * time.Minute
	}
	var out []time.Time
	for t := a.from.Truncate(step).Add(step); a.x(t) < a.x1-24; t = t.Add(step) {
		out = append(out, t)
	}
	return out
}

// sinceLozenge is "+0:30", empty before it.
func (v Vitals) sinceLozenge(t time.Time) string {
	if v.Taken.IsZero() || t.Before(v.Taken) {
		return ""
	}
	minutes := int(t.Sub(v.Taken).Minutes())
	return "+" + strconv.Itoa(minutes/60) + ":" + pad(minutes%60)
}

func pad(minutes int) string {
	if minutes < 10 {
		return "0" + strconv.Itoa(minutes)
	}
	return strconv.Itoa(minutes)
}

func (r Reading) pressure() string {
	if r.Systolic == 0 || r.Diastolic == 0 {
		return "not taken"
	}
	return strconv.Itoa(r.Systolic) + "/" + strconv.Itoa(r.Diastolic)
}

func figure(n int) string {
	if n == 0 {
		return "not taken"
	}
	return strconv.Itoa(n)
}

// responses says whether any reading has one.
func (v Vitals) responses() bool {
	return slices.ContainsFunc(v.Readings, func(r Reading) bool { return r.Response != "" })
}

// pulsePath joins the pulses that were taken.
func (v Vitals) pulsePath(a axis) string {
	verb, d := "M", ""
	for _, r := range v.Readings {
		if r.Pulse > 0 {
			d += verb + px(a.x(r.At)) + " " + px(v.y(r.Pulse))
			verb = "L"
		}
	}
	return d
}
