package vitals

import (
	"sort"
	"time"

	"kap/internal/calendar"
	"kap/internal/protocol"
)

// counted are the readings that count, by time.
func counted(readings []Pressure, now time.Time) []Pressure {
	var kept []Pressure
	for _, r := range readings {
		r.TakenAt = r.TakenAt.Truncate(time.Minute)
		if !r.Voided && !Later(r.TakenAt, now) {
			kept = append(kept, r)
		}
	}
	sort.SliceStable(kept, func(i, j int) bool { return kept[i].TakenAt.Before(kept[j].TakenAt) })
	return kept
}

// measuring is the state of the series while readings are added in order.
type measuring struct {
	limits   protocol.Millimeters
	protocol protocol.Pressure
	word     time.Time

	series  []Pressure
	again   bool      // the one new series after an ended one has begun
	tooSoon time.Time // the last reading taken before the rest was over, which counts no more than that
	hurried bool      // the last of the series came too soon, and was no better
}

func (m *measuring) add(r Pressure) {
	switch {
	case len(m.series) == 0:
		m.series = []Pressure{r}
	case m.ended():
		m.afterEnd(r)
	case m.beginsAnew(r):
		m.series, m.tooSoon, m.hurried = []Pressure{r}, time.Time{}, false
	case r.TakenAt.Before(m.repeatAt()):
		m.hurry(r)
	case len(m.series) == m.protocol.MostReadings:
	default:
		m.series, m.tooSoon, m.hurried = append(m.series, r), time.Time{}, false
	}
}

// hurry takes a reading before the rest was over: it counts where it is no better than what
// stands, each value for itself no better than the last one's, and bears on what follows.
func (m *measuring) hurry(r Pressure) {
	m.tooSoon = r.TakenAt
	if last := m.last(); m.tier(r.Value()) >= m.tier(last.Value()) && m.farther(r.Value(), last.Value()) {
		m.series, m.hurried = append(m.series, r), true
		if len(m.series) > m.protocol.MostReadings {
			m.series = m.series[1:]
		}
	}
}

// farther says whether a value lies farther from the limits than another, in either part.
func (m *measuring) farther(v, than Value) bool {
	return v.Systolic > than.Systolic && v.above(m.limits) || v.Diastolic > than.Diastolic && v.above(m.limits) ||
		v.Systolic < than.Systolic && v.below(m.protocol.Low) || v.Diastolic < than.Diastolic && v.below(m.protocol.Low)
}

// beginsAnew: after a value within limits, when the last reading is no longer fresh, or
// when a surplus reading is worse than what was decided.
func (m *measuring) beginsAnew(r Pressure) bool {
	value, decided := m.value()
	if !decided {
		return m.tooOld(r.TakenAt)
	}
	tier := m.tier(value)
	surplus := len(m.series) == m.protocol.MostReadings
	return tier == Within || m.tooOld(r.TakenAt) || surplus && m.tier(r.Value()) > tier
}

// afterEnd takes a reading into the one new series, if it may have begun.
func (m *measuring) afterEnd(r Pressure) {
	from := m.newSeries()
	if from.IsZero() || m.word.IsZero() || m.word.Before(m.last().TakenAt) {
		return
	}
	if r.TakenAt.Before(from) || r.TakenAt.Before(m.word) {
		return
	}
	m.series, m.again = []Pressure{r}, true
}

// value is the deciding value, once there is one.
func (m *measuring) value() (Value, bool) {
	n := len(m.series)
	switch {
	case n == 0:
		return Value{}, false
	case n == 1:
		only := m.series[0].Value()
		return only, m.tier(only) == Within
	}
	value := m.ofTwo(m.series[n-2], m.series[n-1])
	return value, !m.hurried || m.tier(value) == CannotStart
}

// ofTwo is what the last two say together.
func (m *measuring) ofTwo(a, b Pressure) Value {
	first, last := a.Value(), b.Value()
	opposite := first.above(m.limits) && last.below(m.protocol.Low) || first.below(m.protocol.Low) && last.above(m.limits)
	switch {
	case m.protocol.LastDecides:
		return last
	case opposite && m.tier(first) > m.tier(last):
		return first
	case opposite:
		return last
	}
	return mean(a, b)
}

func (m *measuring) tier(v Value) Tier {
	switch {
	case v.reaches(m.protocol.Stop), v.below(m.protocol.LowStop), v.reaches(m.protocol.Call) && !m.protocol.CallOverride:
		return CannotStart
	case v.reaches(m.protocol.Call):
		return ForCall
	case v.above(m.limits), v.below(m.protocol.Low):
		return ForPrescriber
	}
	return Within
}

func (m *measuring) ended() bool {
	value, decided := m.value()
	return decided && m.tier(value) == CannotStart
}

func (m *measuring) last() Pressure { return m.series[len(m.series)-1] }

func (m *measuring) tooOld(at time.Time) bool {
	return at.Sub(m.last().TakenAt) > calendar.Minutes(m.protocol.Fresh)
}

// newSeries is the earliest time of the one new series; zero when it is used up.
func (m *measuring) newSeries() time.Time {
	if m.again {
		return time.Time{}
	}
	return m.last().TakenAt.Add(calendar.Minutes(m.protocol.NewSeries))
}

func (m *measuring) decision(now time.Time) Decision {
	if len(m.series) == 0 {
		return Decision{Stage: NotMeasured, Left: m.protocol.MostReadings}
	}
	d := Decision{Used: m.series, At: m.last().TakenAt, Left: m.protocol.MostReadings - len(m.series)}
	value, decided := m.value()
	switch {
	case !decided && m.tooOld(now):
		return Decision{Stage: NotMeasured, Left: m.protocol.MostReadings}
	case !decided:
		d.Stage, d.RepeatAt, d.TooSoon, d.Low = Repeat, m.repeatAt(), m.tooSoon, m.last().Value().below(m.protocol.Low)
		return d
	}
	d.Low = value.below(m.protocol.Low)
	d.Value, d.Tier, d.Mean = value, m.tier(value), len(m.series) > 1 && !m.protocol.LastDecides
	d.Stage = m.stage(d.Tier, now)
	switch {
	case d.Stage == Ended:
		d.Left, d.NewSeries = 0, m.newSeries()
	case d.Stage == Decided && d.Tier != Within && d.Left > 0:
		d.RepeatAt, d.TooSoon = m.repeatAt(), m.tooSoon
	}
	return d
}

func (m *measuring) stage(tier Tier, now time.Time) Stage {
	switch {
	case tier == CannotStart:
		return Ended
	case m.tooOld(now):
		return Stale
	}
	return Decided
}

func (m *measuring) repeatAt() time.Time {
	return m.last().TakenAt.Add(calendar.Minutes(m.protocol.Rest))
}
