package dosing

import (
	"slices"
	"time"

	"kap/internal/readiness"
	"kap/internal/safety"
	"kap/internal/vitals"
)

// Plan are the readings due in the session, and how each stands.
func (c Chart) Plan() []vitals.DueReading { return c.planAt(c.Now) }

// planAt stands still once the client left: nothing falls due afterwards.
func (c Chart) planAt(now time.Time) []vitals.DueReading {
	if !c.Session.EndedAt.IsZero() && now.After(c.Session.EndedAt) {
		now = c.Session.EndedAt
	}
	var boosters []time.Time
	for _, i := range c.Intakes {
		if i.At.After(c.Session.StartedAt) {
			boosters = append(boosters, i.At)
		}
	}
	return vitals.Plan(c.Session.StartedAt, boosters, c.Vitals, c.closed(), now, c.Body)
}

func (c Chart) closed() []vitals.Closed {
	var closed []vitals.Closed
	for _, e := range c.Events {
		if e.Kind == MissedReading {
			closed = append(closed, vitals.Closed{Slot: e.Slot, At: e.At, Reason: e.Words})
		}
	}
	return closed
}

// Pressure is the deciding blood pressure before the lozenge; after it, the baseline.
func (c Chart) Pressure() vitals.Decision {
	at := c.Now
	if !c.Session.StartedAt.IsZero() {
		at = c.Session.StartedAt
	}
	var readings []vitals.Pressure
	for _, r := range c.Vitals {
		if r.Systolic > 0 {
			readings = append(readings, r.Pressure())
		}
	}
	return vitals.Decide(readings, c.Session.Limits, c.Body.Pressure, readiness.NewSeriesAt(before(c.Calls, at)), at)
}

// before are the calls made by a moment.
func before(calls []safety.Call, at time.Time) []safety.Call {
	var made []safety.Call
	for _, c := range calls {
		if !c.At.After(at) {
			made = append(made, c)
		}
	}
	return made
}

// Last is the latest reading that counts, by a moment; nil where there is none.
func (c Chart) Last(by time.Time) *vitals.Reading {
	for i := len(c.Vitals) - 1; i >= 0; i-- {
		if r := c.Vitals[i]; r.VoidedAt == nil && !r.TakenAt.After(by) {
			return &r
		}
	}
	return nil
}

// Alerts are what the signs after the lozenge ask for, each as it was measured last.
func (c Chart) Alerts() []vitals.Alert {
	if c.Session.StartedAt.IsZero() {
		return nil
	}
	after := slices.DeleteFunc(slices.Clone(c.Vitals), func(r vitals.Reading) bool { return r.TakenAt.Before(c.Session.StartedAt) })
	latest, found := vitals.LatestOf(after, c.Now)
	if !found {
		return nil
	}
	return latest.Alerts(c.Pressure().Value, c.Body)
}

// RepeatAt is when a reading that alerts is to be repeated; zero where none is.
func (c Chart) RepeatAt() time.Time {
	for _, alert := range c.Alerts() {
		if !alert.RepeatAt.IsZero() {
			return alert.RepeatAt
		}
	}
	return time.Time{}
}

// NextDue is the reading to take next: the earliest that is late, due or ahead.
func NextDue(plan []vitals.DueReading) (next vitals.DueReading, found bool) {
	for _, d := range plan {
		open := d.State == vitals.Ahead || d.State == vitals.Due || d.State == vitals.Late
		if open && (!found || d.At.Before(next.At)) {
			next, found = d, true
		}
	}
	return next, found
}
