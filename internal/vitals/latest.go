package vitals

import (
	"slices"
	"time"

	"kap/internal/protocol"
)

// Latest is the latest value of each sign among readings, and when it was taken: a sign
// that was not measured again stands as it was. The zero time: the sign was not measured.
type Latest struct {
	Reading  // its time is the last one's
	Measured Times
}

// Times are when each sign was measured last.
type Times struct {
	Pressure, HeartRate, SpO2, Respiration, Temperature, Sedation, Distress, Weight time.Time
}

// LatestOf puts together the readings that were taken by a moment and are not voided;
// false where there is none.
func LatestOf(readings []Reading, by time.Time) (l Latest, found bool) {
	counted := slices.DeleteFunc(slices.Clone(readings), func(r Reading) bool { return r.VoidedAt != nil || Later(r.TakenAt, by) })
	slices.SortStableFunc(counted, func(a, b Reading) int { return a.TakenAt.Compare(b.TakenAt) })
	for _, r := range counted {
		l.take(r)
	}
	return l, len(counted) > 0
}

// Later says whether a reading was taken in a later minute than a moment: one of the
// moment's own minute counts for it.
func Later(taken, moment time.Time) bool {
	return taken.Truncate(time.Minute).After(moment.Truncate(time.Minute))
}

// take lets a later reading answer for each sign it holds.
func (l *Latest) take(r Reading) {
	before, t := l.Reading, &l.Measured
	l.Reading = r
	keep := func(measured bool, at *time.Time, old func()) {
		if measured {
			*at = r.TakenAt
		} else {
			old()
		}
	}
	keep(r.Systolic > 0, &t.Pressure, func() { l.Systolic, l.Diastolic = before.Systolic, before.Diastolic })
	keep(r.HeartRate > 0, &t.HeartRate, func() { l.HeartRate = before.HeartRate })
	keep(r.SpO2 > 0, &t.SpO2, func() { l.SpO2 = before.SpO2 })
	keep(r.Respiration != nil, &t.Respiration, func() { l.Respiration = before.Respiration })
	keep(r.Temperature != nil, &t.Temperature, func() { l.Temperature = before.Temperature })
	keep(r.Sedation != nil, &t.Sedation, func() { l.Sedation, l.Resting, l.Scale = before.Sedation, before.Resting, before.Scale })
	keep(r.Distress != nil, &t.Distress, func() { l.Distress = before.Distress })
	keep(r.Weight != nil, &t.Weight, func() { l.Weight = before.Weight })
}

// Alerts says what the signs ask for after the first lozenge, as a reading's do.
func (l Latest) Alerts(baseline Value, b protocol.Body) []Alert {
	r := l.Reading
	r.TakenAt = l.Measured.Pressure
	return r.Alerts(baseline, b)
}
