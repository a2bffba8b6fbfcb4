package dosing

import (
	"fmt"
	"strings"
	"time"

	"kap/internal/calendar"
	"kap/internal/protocol"
	"kap/internal/readiness"
	"kap/internal/vitals"
)

func (d DepartureEntry) time(s Stay, b protocol.Body) Criterion {
	earliest := EarliestLeaving(s.LastIntake, b)
	return Criterion{
		Key:      "since_intake",
		Title:    fmt.Sprintf("%d minutes since the last lozenge", b.Leaving.SinceIntake),
		Value:    fmt.Sprintf("%d min", int(d.At.Sub(s.LastIntake)/time.Minute)),
		Met:      !d.At.Before(earliest),
		Sentence: fmt.Sprintf("Stay until %s.", calendar.Clock(earliest, s.Zone)),
	}
}

func (s Stay) alert(at time.Time, b protocol.Body) Criterion {
	c := Criterion{Key: "sedation", Title: "Answers normally", Sentence: "Stay until the client answers normally, and record it with a reading."}
	if r := s.recent(at, b); r != nil && r.Sedation != nil {
		c.Value = fmt.Sprintf("%d, %s", *r.Sedation, strings.ToLower(vitals.SedationWords(*r.Sedation)))
		c.Met = *r.Sedation >= b.Leaving.Sedation
	}
	return c
}

func (d DepartureEntry) oriented(b protocol.Body) Criterion {
	c := Criterion{Key: "oriented", Title: "Knows person, place, time and situation", Sentence: "Ask all four; stay until the client knows them."}
	if d.Oriented != nil {
		c.Value = fmt.Sprintf("%d of %d", *d.Oriented, b.Leaving.Oriented)
		c.Met = *d.Oriented >= b.Leaving.Oriented
	}
	return c
}

// pressure is met within the client's limit or near baseline, below the tier of a call unless
// the prescriber said otherwise since, always below the tier where nobody starts, and not
// below the lower limit unless the baseline was as low.
func (s Stay) pressure(at time.Time, b protocol.Body) Criterion {
	c := Criterion{Key: "pressure", Title: "Blood pressure settled", Sentence: "Take a reading; stay and repeat it while it is high or low."}
	r := s.recent(at, b)
	if r == nil {
		return c
	}
	limit, margin := s.Limits.Within(b.Pressure), vitals.Half(2*b.Leaving.PressureNear)
	value := r.Pressure().Value()
	within := r.Systolic <= limit.Systolic && r.Diastolic <= limit.Diastolic
	near := s.Baseline != (vitals.Value{}) &&
		value.Systolic <= s.Baseline.Systolic+margin && value.Diastolic <= s.Baseline.Diastolic+margin
	c.Value = fmt.Sprintf("%s at %s", value, calendar.Clock(r.TakenAt, s.Zone))
	low := r.Systolic < b.Pressure.Low.Systolic && value.Systolic < s.Baseline.Systolic ||
		r.Diastolic < b.Pressure.Low.Diastolic && value.Diastolic < s.Baseline.Diastolic ||
		s.Baseline == (vitals.Value{}) && (r.Systolic < b.Pressure.Low.Systolic || r.Diastolic < b.Pressure.Low.Diastolic)
	c.Met = (within || near) && !low && r.Systolic < b.Pressure.Stop.Systolic && r.Diastolic < b.Pressure.Stop.Diastolic
	if high := r.Systolic >= b.Pressure.Call.Systolic || r.Diastolic >= b.Pressure.Call.Diastolic; high && !readiness.SaidSince(s.Calls, r.TakenAt, at) {
		c.Met = false
		c.Sentence = fmt.Sprintf("It is at or above %d or %d: stay and repeat it, or call the prescriber and log what they say.",
			b.Pressure.Call.Systolic, b.Pressure.Call.Diastolic)
	}
	return c
}

func (s Stay) oxygen(at time.Time, b protocol.Body) Criterion {
	c := Criterion{Key: "spo2", Title: "Oxygen as before", Sentence: "Take a reading; stay while oxygen is low, and call the prescriber."}
	if r := s.recent(at, b); r != nil && r.SpO2 > 0 {
		c.Value = fmt.Sprintf("%d%% at %s", r.SpO2, calendar.Clock(r.TakenAt, s.Zone))
		c.Met = r.SpO2 >= b.Leaving.SpO2 || s.SpO2 > 0 && r.SpO2 >= s.SpO2
	}
	return c
}

// recent is the reading before leaving: after the last lozenge and not too old.
func (s Stay) recent(at time.Time, b protocol.Body) *vitals.Reading {
	r := s.Reading
	if r == nil || r.VoidedAt != nil || r.TakenAt.After(at) || r.TakenAt.Before(s.LastIntake) ||
		at.Sub(r.TakenAt) > calendar.Minutes(b.Leaving.LeavingReading) {
		return nil
	}
	return r
}

func (d DepartureEntry) escort() Criterion {
	c := said("escort", "Escort is here and named", d.EscortPresent, "Wait with the client until the escort is here, and write their name.")
	if strings.TrimSpace(d.EscortName) == "" {
		c.Met = false
	} else if d.EscortPresent == readiness.Yes {
		c.Value = d.EscortName
	}
	return c
}

func said(key, title string, a readiness.Answer, sentence string) Criterion {
	return Criterion{Key: key, Title: title, Value: string(a), Met: a == readiness.Yes, Sentence: sentence}
}
