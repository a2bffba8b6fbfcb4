package schedule

import (
	"strings"
	"time"

	"kap/internal/calendar"
	"kap/internal/problem"
	"kap/internal/protocol"
)

// LastDosing is the dosing session that an integration visit follows. It names days
// only: the front desk books the visit.
type LastDosing struct {
	Day   time.Time // a date; taken, or planned
	First bool      // no integration visit of its window is held or booked yet
	Today time.Time // the clinic's date
}

// Integration says whether the first integration visit after a dosing may be on a day:
// days 1 to 3 freely, 4 to 7 with a reason, later only once those days are gone, with a
// reason then too (protocol 5, 7).
func (l LastDosing) Integration(day time.Time, reason string, i protocol.Integration) error {
	if l.Day.IsZero() || !l.First {
		return nil
	}
	after := calendar.DaysBetween(l.Day, day)
	switch {
	case after < i.FirstFrom:
		return problem.At("day", "Integration visit: from %s, day %d after the dosing session.", l.on(i.FirstFrom), i.FirstFrom)
	case after <= i.FirstUntil:
		return nil
	case after > i.ReasonUntil && calendar.DaysBetween(l.Day, l.Today) <= i.ReasonUntil:
		return problem.At("day", "Integration visit: the first after a dosing session is held by day %d, %s. Choose an earlier day.",
			i.ReasonUntil, l.on(i.ReasonUntil))
	case strings.TrimSpace(reason) == "":
		return problem.At("reason", "Integration visit: day %d after the dosing session. Days %d to %d are best; write why it is this day, nothing clinical.",
			after, i.FirstFrom, i.FirstUntil)
	}
	return nil
}

// on is a day after the dosing in words: "Mon Nov 30".
func (l LastDosing) on(days int) string { return l.Day.AddDate(0, 0, days).Format("Mon Jan 2") }
