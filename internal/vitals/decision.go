package vitals

import (
	"fmt"
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
