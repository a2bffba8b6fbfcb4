package demo

import (
	"time"

	"kap/internal/calendar"
	"kap/internal/schedule"
)

// At puts the clock of the house to a moment. It goes on a second with each act, so
// that what is done one after the other is stored one after the other.
func (h House) At(moment time.Time) {
	if h.months != nil {
		h.months(moment)
	}
	at := moment.Add(-time.Second)
	h.DB.Clock = func() time.Time {
		at = at.Add(time.Second)
		return at
	}
}

// wait lets minutes pass.
func (h House) wait(minutes int) {
	h.At(h.DB.Clock().Truncate(time.Minute).Add(time.Duration(minutes) * time.Minute))
}

// now is the whole minute that the clock shows.
func (h House) now() time.Time { return h.DB.Clock().Truncate(time.Minute) }

// today is the calendar day at the clinic.
func (h House) today() time.Time { return calendar.Day(h.now(), zone) }

// On is a time of day ("9:30") of a calendar day at the clinic.
func On(day time.Time, clock string) time.Time {
	at, err := schedule.When{Day: day, Time: clock}.At(zone)
	if err != nil {
		panic("no time of day: " + clock)
	}
	return at
}

// zone is the clinic's.
var zone = location(founding.Zone)

func location(name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return z
}

// Weekday is a day of a week counted from the week of another day, whose Monday is
// its first: weeks below zero lie behind.
func Weekday(of time.Time, weeks int, weekday time.Weekday) time.Time {
	monday := of.AddDate(0, 0, -int((of.Weekday()+6)%7))
	return monday.AddDate(0, 0, 7*weeks+int((weekday+6)%7))
}

// working is a day, or the Friday before where it falls on a weekend.
func working(day time.Time) time.Time {
	switch day.Weekday() {
	case time.Saturday:
		return day.AddDate(0, 0, -1)
	case time.Sunday:
		return day.AddDate(0, 0, -2)
	}
	return day
}

// nearest is a day, or the weekday next to it where it falls on a weekend.
func nearest(day time.Time) time.Time {
	if day.Weekday() == time.Sunday {
		return day.AddDate(0, 0, 1)
	}
	return working(day)
}
