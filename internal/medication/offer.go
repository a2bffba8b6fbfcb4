package medication

import (
	"fmt"
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

// MayOffer judges lozenges against the order, what was taken in this session (in the
// order of time), now, and the end of the block (turnover not counted). Times are read
// out in now's zone. Protocol 2.
func (p Order) MayOffer(step Step, lines []Line, taken []Taken, now, blockEnd time.Time, b protocol.Body) Offer {
	o := Offer{Session: Total(lines), LeavesAt: now.Add(calendar.Minutes(b.Lozenge.BoosterStay))}
	for _, t := range taken {
		o.Session += Total(t.Lines)
	}
	o.Words = fmt.Sprintf("Leaving becomes %s.", clock(o.LeavesAt))
	if Total(lines) <= 0 {
		o.refuse("Enter how many lozenges of which strength.")
	}
	if o.Session > p.Max() {
		o.refuse("That makes %s mg; the order allows %s mg in one session. The prescriber has to change the order first.", o.Session, p.Max())
	}
	switch step {
	case First:
		o.checkFirst(taken)
	case Booster:
		p.checkBooster(&o, lines, taken, now, blockEnd, b.Lozenge)
	}
	return o
}

// Permits is the most lozenges of the order's strength that it permits in the next
// intake: what is left of the session's maximum, for a booster no more than the booster
// ordered. When it may be taken is MayOffer's to say.
func (p Order) Permits(step Step, taken []Taken) Units {
	left := p.Max()
	for _, t := range taken {
		left -= Total(t.Lines)
	}
	most := p.MaxUnits
	if step == Booster {
		most = p.BoosterUnits
	}
	for most > 0 && most.Of(p.Strength) > left {
		most--
	}
	return most
}

func (o *Offer) checkFirst(taken []Taken) {
	if len(taken) > 0 {
		o.refuse("The first lozenge was taken at %s; anything more is a booster.", clock(taken[0].At))
	}
}

func (p Order) checkBooster(o *Offer, lines []Line, taken []Taken, now, blockEnd time.Time, l protocol.Lozenge) {
	if len(taken) == 0 {
		o.refuse("There is no first lozenge yet, so there is no booster.")
		return
	}
	if most := p.BoosterUnits.Of(p.Strength); most == 0 {
		o.refuse("The order has no booster. The prescriber has to change the order first.")
	} else if Total(lines) > most {
		o.refuse("The order allows a booster of %s mg. The prescriber has to change the order first.", most)
	}
	o.checkWindow(taken, now, l)
	if o.LeavesAt.After(blockEnd) {
		o.refuse("Leaving would become %s, and the booking ends at %s. Extend the booking first, or leave the booster out.",
			clock(o.LeavesAt), clock(blockEnd))
	}
}

// checkWindow: from 20 min after the last intake to 60 min after the first lozenge.
func (o *Offer) checkWindow(taken []Taken, now time.Time, l protocol.Lozenge) {
	from := taken[len(taken)-1].At.Add(calendar.Minutes(l.BoosterFrom))
	until := taken[0].At.Add(calendar.Minutes(l.BoosterUntil))
	if now.Before(from) {
		o.refuse("A booster can be offered from %s, %d minutes after the last lozenge.", clock(from), l.BoosterFrom)
	}
	if now.After(until) {
		o.refuse("A booster could be offered until %s, %d minutes after the first lozenge. The prescriber has to change the order first.",
			clock(until), l.BoosterUntil)
	}
}

func (o *Offer) refuse(format string, args ...any) {
	o.Refusals = append(o.Refusals, fmt.Sprintf(format, args...))
}

// clock is a moment that comes in the clinic's zone already.
func clock(t time.Time) string { return calendar.Clock(t, t.Location()) }
