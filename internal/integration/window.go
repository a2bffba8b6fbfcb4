package integration

import (
	"fmt"
	"time"

	"kap/internal/calendar"
	"kap/internal/course"
	"kap/internal/protocol"
)

// Standing is where a visit of the window stands.
type Standing string

// The standings.
const (
	NotYet      Standing = "not yet"
	Open        Standing = "open"
	NeedsReason Standing = "needs a reason"
	Overdue     Standing = "overdue"
	Held        Standing = "held"
)

// Window is the integration window of one dosing day, as seen on a day. The mood
// benefit lasts up to about 14 days; plasticity peaks about 24 h (protocol 5).
type Window struct {
	Day           int      // 0 on the dosing day
	Words         string   // "day 3 of about 14"
	First, Second Standing // the two integration visits
	FirstBy       time.Time
	SecondFrom    time.Time
	SecondBy      time.Time
}

// Of is the window of a dosing day on a day, with the days on which integration was
// completed since, in order.
func Of(dosing, on time.Time, completed []time.Time, b protocol.Body) Window {
	i, day := b.Integration, calendar.DaysBetween(dosing, on)
	w := Window{
		Day:        day,
		Words:      words(day, i),
		First:      first(day, i),
		Second:     second(day, i),
		FirstBy:    dosing.AddDate(0, 0, i.FirstUntil),
		SecondFrom: dosing.AddDate(0, 0, i.SecondFrom),
		SecondBy:   dosing.AddDate(0, 0, i.SecondUntil),
	}
	w.held(dosing, completed, i)
	return w
}

// held: any completed visit is the first; one after it, from the second's first day, is
// the second.
func (w *Window) held(dosing time.Time, completed []time.Time, i protocol.Integration) {
	if len(completed) > 0 {
		w.First = Held
	}
	for _, day := range completed[min(1, len(completed)):] {
		if calendar.DaysBetween(dosing, day) >= i.SecondFrom {
			w.Second = Held
		}
	}
}

func words(day int, i protocol.Integration) string {
	switch {
	case day <= 0:
		return "dosing day"
	case day > i.Window:
		return fmt.Sprintf("day %d, after the window of about %d", day, i.Window)
	}
	return fmt.Sprintf("day %d of about %d", day, i.Window)
}

func first(day int, i protocol.Integration) Standing {
	switch {
	case day < i.FirstFrom:
		return NotYet
	case day <= i.FirstUntil:
		return Open
	case day <= i.ReasonUntil:
		return NeedsReason
	}
	return Overdue
}

func second(day int, i protocol.Integration) Standing {
	switch {
	case day < i.SecondFrom:
		return NotYet
	case day <= i.SecondUntil:
		return Open
	}
	return Overdue
}

// FirstVisit rules on the day of a first integration visit: days 1 to 3 freely, later
// ones with a reason. Overdue is still better held than not.
func FirstVisit(dosing, day time.Time, b protocol.Body) course.Ruling {
	i := b.Integration
	r := course.Ruling{Days: calendar.DaysBetween(dosing, day)}
	switch first(r.Days, i) {
	case NotYet:
		r.Effect = course.Nobody
		r.Words = fmt.Sprintf("Integration visit: from %s, the first days after the session.", calendar.Words(dosing.AddDate(0, 0, i.FirstFrom)))
	case Open:
		r.Words = fmt.Sprintf("Integration visit: %s.", words(r.Days, i))
	case NeedsReason:
		r.Effect = course.Reason
		r.Words = fmt.Sprintf("Integration visit: %s. Days %d to %d are best; write a reason, or choose one of them.", words(r.Days, i), i.FirstFrom, i.FirstUntil)
	default:
		r.Effect = course.Reason
		r.Words = fmt.Sprintf("Integration visit: %s. It was due by day %d; write a reason.", words(r.Days, i), i.ReasonUntil)
	}
	return r
}
