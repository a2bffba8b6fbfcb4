package readiness

import (
	"fmt"
	"time"

	"kap/internal/calendar"
	"kap/internal/safety"
	"kap/internal/vitals"
)

// BoosterLook is why a booster is not offered after a look at the client (protocol 2): a
// recent reading without a red alert, a pressure at which one would start, oxygen, response
// and distress. A prescriber who answered a call since that reading decides otherwise.
// started is the first lozenge.
func (k Known) BoosterLook(started, at time.Time) []string {
	latest, measured := vitals.LatestOf(after(k.Facts.Readings, started), at)
	l := k.Body.Lozenge
	if !measured || at.Truncate(time.Minute).Sub(latest.Measured.Pressure.Truncate(time.Minute)) > calendar.Minutes(l.BoosterLook) {
		return []string{fmt.Sprintf("Look at the client first: take a reading, at most %d minutes before a booster.", l.BoosterLook)}
	}
	if SaidSince(k.Calls, latest.TakenAt, at) {
		return nil
	}
	return k.againstBooster(latest, started)
}

// againstBooster are the signs that speak against it, each with its value.
func (k Known) againstBooster(l vitals.Latest, started time.Time) (all []string) {
	b, word := k.Body, " No booster, unless the prescriber says so: call them and log the call."
	say := func(against bool, format string, args ...any) {
		if against {
			all = append(all, fmt.Sprintf(format, args...)+word)
		}
	}
	say(l.Systolic >= b.Pressure.Call.Systolic || l.Diastolic >= b.Pressure.Call.Diastolic ||
		l.Systolic < b.Pressure.Low.Systolic || l.Diastolic < b.Pressure.Low.Diastolic, "Blood pressure is %d/%d.", l.Systolic, l.Diastolic)
	say(l.SpO2 < b.Lozenge.BoosterSpO2, "Oxygen is %d%%.", l.SpO2)
	say(l.Sedation == nil || *l.Sedation < b.Lozenge.BoosterResponse, "The client does not answer as usual.")
	say(l.Distress != nil && *l.Distress >= b.Lozenge.BoosterDistress, "Distress is %d of 10.", value(l.Distress))
	for _, alert := range l.Alerts(k.baseline(started), b) {
		say(alert.Level == vitals.Red && len(all) == 0, "%s", alert.Sentence)
	}
	return all
}

// baseline is the pressure that decided at the first lozenge.
func (k Known) baseline(started time.Time) vitals.Value {
	return vitals.Decide(pressures(k.Facts.today(started)), k.Facts.Limits, k.Body.Pressure, k.Facts.PrescriberWord, started).Value
}

func after(readings []vitals.Reading, started time.Time) []vitals.Reading {
	var later []vitals.Reading
	for _, r := range readings {
		if vitals.Later(r.TakenAt, started) {
			later = append(later, r)
		}
	}
	return later
}

// SaidSince says whether a prescriber answered a call between two moments.
func SaidSince(calls []safety.Call, since, until time.Time) bool {
	for _, c := range calls {
		if c.Answered == safety.Yes && !vitals.Later(since, c.At) && !vitals.Later(c.At, until) {
			return true
		}
	}
	return false
}

func value(n *int) int {
	if n == nil {
		return 0
	}
	return *n
}
