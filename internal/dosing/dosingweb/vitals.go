package dosingweb

import (
	"cmp"
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"kap/internal/dosing"
	"kap/internal/endpoint"
	"kap/internal/problem"
	"kap/internal/vitals"
	"kap/web/ui"
)

func (s Screens) vitalsForm() endpoint.Form[vitals.ReadingEntry] {
	return endpoint.Form[vitals.ReadingEntry]{
		Page: s.vitalsPage,
		Submit: func(r *http.Request, t vitals.ReadingEntry) (endpoint.Answer, error) {
			return back(r), s.Dosing.RecordVitals(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"), endpoint.ID(r), t)
		},
	}
}

func (s Screens) missedForm() endpoint.Form[dosing.MissedEntry] {
	return endpoint.Form[dosing.MissedEntry]{
		Page: s.vitalsPage,
		Submit: func(r *http.Request, m dosing.MissedEntry) (endpoint.Answer, error) {
			return back(r), s.Dosing.MissReading(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"), endpoint.ID(r), m)
		},
	}
}

// vitalsPage is the entry of a reading, and the way to say that one was not taken.
func (s Screens) vitalsPage(r *http.Request, f ui.Form) (templ.Component, error) {
	c, err := s.chart(r)
	if err != nil {
		return nil, err
	}
	missed := refused(r, f, at(r, "missed"), "missed-", true)
	if f.Action == missed.Action {
		f = endpoint.Fresh(r, at(r, "vitals/"+missed.ID))
	}
	f = f.Default("repeat_of", r.URL.Query().Get("repeat_of"))
	e := vitals.ReadingEntry{Signs: vitals.Signs{Slot: slotNow(c, r.URL.Query().Get("slot"))}}
	return vitalsPage(c, endpoint.Filled(r, f, inUnits(e, c)), missed), nil
}

// inUnits offers the clinic's own units where nothing is typed.
func inUnits(e vitals.ReadingEntry, c dosing.Chart) vitals.ReadingEntry {
	temperature, weight := vitals.Celsius, vitals.Kilograms
	if c.Body.Vitals.USUnits {
		temperature, weight = vitals.Fahrenheit, vitals.Pounds
	}
	e.TemperatureUnit, e.WeightUnit = cmp.Or(e.TemperatureUnit, temperature), cmp.Or(e.WeightUnit, weight)
	return e
}

// slotNow is the planned reading that a value taken now serves.
func slotNow(c dosing.Chart, asked string) string {
	if asked != "" {
		return asked
	}
	if c.Session.StartedAt.IsZero() {
		return "baseline"
	}
	for _, d := range c.Plan() {
		if d.State == vitals.Due || d.State == vitals.Late {
			return d.Slots[0]
		}
	}
	return vitals.Unscheduled
}

// slotOptions are the planned readings that still wait, the one that was chosen, which a
// correction keeps, and that it is none of them.
func slotOptions(ctx context.Context, c dosing.Chart, chosen string) []ui.Option {
	options := []ui.Option{{Value: vitals.Unscheduled, Label: slotWords(vitals.Unscheduled)}}
	if c.Session.StartedAt.IsZero() {
		return append([]ui.Option{{Value: "baseline", Label: slotWords("baseline")}}, options...)
	}
	for _, d := range c.Plan() {
		if open := d.State != vitals.Recorded && d.State != vitals.Missed; open || d.Slots[0] == chosen {
			options = append(options, ui.Option{Value: d.Slots[0], Label: slotWords(d.Slots[0]) + ", due " + ui.Clock(ctx, d.At)})
		}
	}
	return options
}

func missable(ctx context.Context, c dosing.Chart) []ui.Option {
	var options []ui.Option
	for _, d := range dosing.OpenSlots(c.Plan(), c.Now) {
		options = append(options, ui.Option{Value: d.Name(), Label: slotWords(d.Slots[0]) + ", due " + ui.Clock(ctx, d.At)})
	}
	return options
}

// swapped offers the two pressures the other way round, when they were typed so.
func swapped(f ui.Form, c dosing.Chart) (offer string, ok bool) {
	high, low := f.Value("systolic"), f.Value("diastolic")
	if strings.Contains(high, "/") {
		high, low, _ = strings.Cut(high, "/")
	}
	var r vitals.Reading
	r.Systolic, _ = strconv.Atoi(strings.TrimSpace(high))
	r.Diastolic, _ = strconv.Atoi(strings.TrimSpace(low))
	both, ok := r.Swapped(c.Body.Vitals)
	return strconv.Itoa(both.Systolic) + "/" + strconv.Itoa(both.Diastolic), ok && f.Refused
}

func responses() []ui.Option {
	var options []ui.Option
	for _, r := range vitals.Responses() {
		o := ui.Option{Value: strconv.Itoa(r.Score), Label: r.Words}
		if r.Clinician {
			o.Hint = "Nurse or prescriber only"
		}
		options = append(options, o)
	}
	return options
}

// lastWords is the value before, as a hint: "last 128/82 at 9:50 am".
func lastWords(ctx context.Context, c dosing.Chart, value func(vitals.Reading) string) string {
	last := c.Last(c.Now)
	if last == nil {
		return ""
	}
	return "Last " + value(*last) + " at " + ui.Clock(ctx, last.TakenAt)
}

func pressureOf(r vitals.Reading) string {
	return strconv.Itoa(r.Systolic) + "/" + strconv.Itoa(r.Diastolic)
}

func emergencySigns() string {
	signs := vitals.EmergencySigns()
	last := len(signs) - 1
	return strings.Join(signs[:last], ", ") + " or " + signs[last]
}

func (s Screens) correctionForm() endpoint.Form[vitals.ReadingEntry] {
	return endpoint.Form[vitals.ReadingEntry]{
		Page: s.correctionPage,
		Submit: func(r *http.Request, t vitals.ReadingEntry) (endpoint.Answer, error) {
			return back(r), s.Dosing.CorrectVitals(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"),
				endpoint.Param(r, "reading"), endpoint.ID(r), t)
		},
	}
}

func (s Screens) voidForm() endpoint.Form[dosing.VoidEntry] {
	return endpoint.Form[dosing.VoidEntry]{
		Page: s.correctionPage,
		Submit: func(r *http.Request, v dosing.VoidEntry) (endpoint.Answer, error) {
			return back(r), s.Dosing.VoidVitals(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"), endpoint.Param(r, "reading"), v)
		},
	}
}

// correctionPage is one reading: corrected by a new one, or taken out of the count.
func (s Screens) correctionPage(r *http.Request, f ui.Form) (templ.Component, error) {
	c, err := s.chart(r)
	if err != nil {
		return nil, err
	}
	id := endpoint.Param(r, "reading")
	for _, e := range c.Vitals {
		if e.ID != id {
			continue
		}
		void := refused(r, f, at(r, "readings/"+id.String()+"/void"), "void-", true)
		if f.Action == void.Action {
			f = endpoint.Fresh(r, at(r, "readings/"+id.String()))
		}
		return correctionPage(c, e, endpoint.Filled(r, f, inUnits(e.Entry(), c)), void), nil
	}
	return nil, problem.Missing()
}
