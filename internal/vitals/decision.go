package vitals

import (
	"fmt"
	"sort"
	"time"

	"kap/internal/calendar"
	"kap/internal/protocol"
)

// Tier is what a deciding value permits, the mildest first.
type Tier int

// The tiers (protocol 4.2).
const (
	Within        Tier = iota // may start
	ForPrescriber             // the prescriber may override, with a reason
	ForCall                   // the same, with a logged call to the prescriber
	CannotStart               // nobody may override
)

// Stage is where the measuring before a lozenge stands.
type Stage int

// The stages.
const (
	NotMeasured Stage = iota // no reading counts yet
	Repeat                   // above the limits: rest, then repeat
	Decided                  // there is a deciding value, and it is fresh
	Stale                    // there was one; it is too old for a lozenge now
	Ended                    // at or above the hard tier: the series is over
)

// Decision is what the readings before a lozenge say at one moment.
type Decision struct {
	Stage Stage
	Tier  Tier       // of Value, when Decided, Stale or Ended
	Value Value      // the deciding value; the baseline once a lozenge is taken
	At    time.Time  // of the last reading the value rests on
	Used  []Pressure // the readings of the series, in order
	Mean  bool       // the value is the mean of the last two
	Low   bool       // the value, or the last reading while there is none, lies below the limits
	Left  int        // readings the series still has

	RepeatAt  time.Time // when Repeat, or when Decided above the limits with readings left
	TooSoon   time.Time // of a last reading that came before RepeatAt and so decides nothing
	NewSeries time.Time // when Ended: not before this, and on the prescriber's word; zero: not today
}

// Decide finds the deciding value of blood pressure (protocol 4.2). One reading decides
// if within limits; otherwise, after rest, the unrounded mean of the last two does, of at
// most three; two that lie out on opposite sides are not averaged, the worse one decides.
// A repeat before the rest is over may not better the value: it counts only if it is no
// better, and the rest begins again. A value in the hard tier ends the series; one more may
// start after half an hour, once the prescriber has said so (word, zero if not). Voided
// readings and those still to come do not count. A reading after a value within limits, or
// long after the last, begins anew, so that a later rise is never averaged away. Times are
// compared by the minute: a reading of the lozenge's own minute counts.
func Decide(readings []Pressure, own Limits, p protocol.Pressure, word, now time.Time) Decision {
	now, word = now.Truncate(time.Minute), word.Truncate(time.Minute)
	m := measuring{limits: own.Within(p), protocol: p, word: word}
	for _, reading := range counted(readings, now) {
		m.add(reading)
	}
	return m.decision(now)
}

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

// Permits says whether a lozenge may be taken on this value without anybody's override.
func (d Decision) Permits() bool { return d.Stage == Decided && d.Tier == Within }

// Words is the decision as a sentence for the person in the room, times in their zone.
func (d Decision) Words(zone *time.Location) string {
	clock := func(t time.Time) string { return calendar.Clock(t, zone) }
	switch d.Stage {
	case Repeat:
		return d.repeatWords(clock)
	case Stale:
		return fmt.Sprintf("%s was measured at %s and is too old now; measure again.", d.Value, clock(d.At))
	case Ended:
		return d.endWords(clock)
	case Decided:
		return d.Value.String() + d.tierWords()
	}
	return "Blood pressure has not been measured."
}

// repeatWords name the minute from which a repeat counts: the next whole one.
func (d Decision) repeatWords(clock func(time.Time) string) string {
	from := clock(d.RepeatAt.Add(time.Minute - 1).Truncate(time.Minute))
	if !d.TooSoon.IsZero() {
		return fmt.Sprintf("The reading of %s came before the client had rested and does not decide. Wait until %s and repeat.", clock(d.TooSoon), from)
	}
	if d.Low {
		return fmt.Sprintf("Below the limit. Let the client lie down and repeat at %s.", from)
	}
	return fmt.Sprintf("Above the limit. Let the client rest and repeat at %s.", from)
}

func (d Decision) endWords(clock func(time.Time) string) string {
	if d.NewSeries.IsZero() {
		return fmt.Sprintf("%s: not held today. Call the prescriber.", d.Value)
	}
	return fmt.Sprintf("%s: cannot start. Call the prescriber; on their word measure anew from %s.", d.Value, clock(d.NewSeries))
}

// side is where the value lies: "above", "below".
func (d Decision) side() string {
	if d.Low {
		return "below"
	}
	return "above"
}

func (d Decision) tierWords() string {
	switch d.Tier {
	case ForPrescriber:
		return " is " + d.side() + " the limit. The prescriber decides whether to go ahead."
	case ForCall:
		return " is high. Call the prescriber, who decides whether to go ahead."
	}
	return " is within the limit."
}
