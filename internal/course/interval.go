package course

import (
	"fmt"
	"time"

	"kap/internal/calendar"
	"kap/internal/phrase"
	"kap/internal/problem"
	"kap/internal/protocol"
)

// Kind is the kind of a course.
type Kind string

// The kinds; each has its own intervals and its own authorization.
const (
	First       Kind = "first"
	Maintenance Kind = "maintenance"
)

// Interval is the protocol's interval of this kind of course.
func (k Kind) Interval(b protocol.Body) protocol.Interval {
	if k == Maintenance {
		return b.Scheduling.Maintenance
	}
	return b.Scheduling.First
}

// Effect is what a day asks for.
type Effect int

// The effects, in the order of the calendar: too soon for anybody, on a
// prescriber's override, with a reason by whoever books, freely, with a review.
const (
	Free     Effect = iota
	Reason          // whoever books writes a reason
	Override        // the prescriber overrides
	Nobody          // nobody may
	Review          // may be booked; the prescriber reviews
)

// Ruling is what a rule of the calendar says about one day.
type Ruling struct {
	Effect Effect
	Days   int    // calendar days since
	Words  string // what is so and what to do; fit for the front desk
}

// Interval rules on the days between the client's last ketamine or esketamine (any
// course, here or elsewhere; the Day of its actual first lozenge, zero for never)
// and a day. Protocol 7.
func Interval(kind Kind, last, day time.Time, b protocol.Body) Ruling {
	if last.IsZero() {
		return Ruling{Effect: Free, Words: "No ketamine session before this one."}
	}
	i, days := kind.Interval(b), calendar.DaysBetween(last, day)
	r := Ruling{Effect: effect(i, days), Days: days}
	r.Words = words(r, i, last)
	return r
}

func effect(i protocol.Interval, days int) Effect {
	switch {
	case days < i.Least:
		return Nobody
	case days < i.ReasonFrom:
		return Override
	case days < i.FreeFrom:
		return Reason
	case days <= i.FreeUntil:
		return Free
	case days <= i.ReviewAfter:
		return Reason
	}
	return Review
}

func words(r Ruling, i protocol.Interval, last time.Time) string {
	since := fmt.Sprintf("%s after the last session on %s", phrase.Count(r.Days, "day"), calendar.Words(last))
	switch r.Effect {
	case Nobody:
		return fmt.Sprintf("Interval: %s. The earliest day is %s.", since, calendar.Words(last.AddDate(0, 0, i.Least)))
	case Override:
		return fmt.Sprintf("Interval: %s. Ask the prescriber, or choose %s or later.", since, calendar.Words(last.AddDate(0, 0, i.ReasonFrom)))
	case Reason:
		return fmt.Sprintf("Interval: %s; %d to %d days need no reason. Write a reason, or choose another day.", since, i.FreeFrom, i.FreeUntil)
	case Review:
		return fmt.Sprintf("Interval: %s, longer than %d days. It can be booked; the prescriber is asked to review first.", since, i.ReviewAfter)
	}
	return fmt.Sprintf("Interval: %s.", since)
}

// Check refuses a booking that lacks what the ruling asks for.
func (r Ruling) Check(reason string, overridden bool) error {
	switch {
	case r.Effect == Nobody, r.Effect == Override && !overridden:
		return problem.At("day", "%s", r.Words)
	case r.Effect == Reason && reason == "":
		return problem.At("reason", "%s", r.Words)
	}
	return nil
}
