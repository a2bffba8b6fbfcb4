package medication

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"kap/internal/calendar"
	"kap/internal/protocol"
)

// Step is which lozenge of a session is offered.
type Step string

// The steps of a session.
const (
	First   Step = "first"
	Booster Step = "booster"
)

// Taken is one intake that happened: the client took these lozenges at this time.
type Taken struct {
	At    time.Time
	Lines []Line
}

// Offer is the answer to "may this be offered now?". An intake that happened is
// recorded whatever it says; unplanned, it opens an incident and a call.
type Offer struct {
	Refusals []string  // empty: it may be offered
	Session  MG        // dose of the session with this
	LeavesAt time.Time // earliest leaving, if it is taken now
	Words    string    // "Leaving becomes 1:15 pm."
}

// May says whether it may be offered.
func (o Offer) May() bool { return len(o.Refusals) == 0 }

// MayOffer judges lozenges against the orders of a session, what was taken in it (in the
// order of time), now, and the end of the block (turnover not counted). Times are read
// out in now's zone. Protocol 2.
func (all Orders) MayOffer(step Step, lines []Line, taken []Taken, now, blockEnd time.Time, b protocol.Body) Offer {
	o := Offer{Session: Total(lines), LeavesAt: now.Add(calendar.Minutes(b.Lozenge.BoosterStay))}
	for _, t := range taken {
		o.Session += Total(t.Lines)
	}
	o.Words = fmt.Sprintf("Leaving becomes %s.", clock(o.LeavesAt))
	if Total(lines) <= 0 {
		o.refuse("Enter how many lozenges of which strength.")
	}
	if o.Session > all.Max() {
		o.refuse("That makes %s mg; the order allows %s mg in one session. The prescriber has to change the order first.", o.Session, all.Max())
	}
	if step == First && len(taken) > 0 {
		o.refuse("The first lozenge was taken at %s; anything more is a booster.", clock(taken[0].At))
	}
	if step == Booster && len(taken) == 0 {
		o.refuse("There is no first lozenge yet, so there is no booster.")
		return o
	}
	for _, line := range byStrength(lines) {
		all.check(&o, step, line, taken, now, b.Lozenge)
	}
	if step == Booster && o.LeavesAt.After(blockEnd) {
		o.refuse("Leaving would become %s, and the booking ends at %s. Extend the booking first, or leave the booster out.",
			clock(o.LeavesAt), clock(blockEnd))
	}
	return o
}

// check looks at the lozenges of one strength.
func (all Orders) check(o *Offer, step Step, line Line, taken []Taken, now time.Time, l protocol.Lozenge) {
	p, found := all.Of(line.Strength)
	switch {
	case !found:
		o.refuse("%s mg is not a strength ordered. Ask the prescriber.", line.Strength)
	case step == Booster:
		p.checkBooster(o, line, taken, now, l)
	case line.Units > p.StartUnits:
		o.refuse("The order starts a session with %s mg. The prescriber has to change the order first.", p.StartUnits.Of(p.Strength))
	}
	units := unitsOf(line.Strength, taken) + line.Units
	if above := found && units > p.MaxUnits; above && o.Session <= all.Max() { // else the session's maximum has refused it
		o.refuse("That makes %s mg in lozenges of %s mg; their order allows %s mg in one session. The prescriber has to change the order first.",
			units.Of(p.Strength), p.Strength, p.MaxUnits.Of(p.Strength))
	}
}

// unitsOf are the lozenges of one strength that were taken.
func unitsOf(strength Strength, taken []Taken) (units Units) {
	for _, t := range taken {
		for _, line := range t.Lines {
			if line.Strength == strength {
				units += line.Units
			}
		}
	}
	return units
}

func (p Order) checkBooster(o *Offer, line Line, taken []Taken, now time.Time, l protocol.Lozenge) {
	if p.BoosterUnits == 0 {
		o.refuse("The order has no booster. The prescriber has to change the order first.")
	} else if line.Units > p.BoosterUnits {
		o.refuse("The order allows a booster of %s mg. The prescriber has to change the order first.", p.BoosterUnits.Of(p.Strength))
	}
	from, until := p.BoosterWindow(l)
	earliest, latest := taken[len(taken)-1].At.Add(calendar.Minutes(from)), taken[0].At.Add(calendar.Minutes(until))
	if now.Before(earliest) {
		o.refuse("A booster can be offered from %s, %d minutes after the last lozenge.", clock(earliest), from)
	}
	if now.After(latest) {
		o.refuse("A booster could be offered until %s, %d minutes after the first lozenge. The prescriber has to change the order first.",
			clock(latest), until)
	}
}

// BoosterWindow is from how many minutes after the last lozenge until how many after the
// first a booster may be taken: the order's own, else the protocol's.
func (p Order) BoosterWindow(l protocol.Lozenge) (from, until int) {
	return cmp.Or(p.BoosterFrom, l.BoosterFrom), cmp.Or(p.BoosterUntil, l.BoosterUntil)
}

// Permits is the most lozenges of a strength that the orders permit in the next intake: as
// ordered for its step, and what is left of the session's maximum. When it may be taken is
// MayOffer's to say.
func (all Orders) Permits(strength Strength, step Step, taken []Taken) Units {
	p, _ := all.Of(strength)
	left := all.Max()
	for _, t := range taken {
		left -= Total(t.Lines)
	}
	most := p.StartUnits
	if step == Booster {
		most = p.BoosterUnits
	}
	most = min(most, max(0, p.MaxUnits-unitsOf(strength, taken)))
	for most > 0 && most.Of(strength) > left {
		most--
	}
	return most
}

func (o *Offer) refuse(format string, args ...any) {
	if sentence := fmt.Sprintf(format, args...); !slices.Contains(o.Refusals, sentence) {
		o.Refusals = append(o.Refusals, sentence)
	}
}

// clock is a moment that comes in the clinic's zone already.
func clock(t time.Time) string { return calendar.Clock(t, t.Location()) }
