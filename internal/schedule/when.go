package schedule

import (
	"time"

	"kap/internal/calendar"
	"kap/internal/problem"
)

// When is a day and a time of day at the clinic, as somebody types them.
type When struct {
	Day  time.Time `form:"day" as:"date" label:"Date"` // midnight UTC
	Time string    `form:"time" label:"Start time"`    // "15:04"
}

// Missing says what of it was not typed, or cannot be read.
func (w When) Missing() error {
	var f problem.Fields
	if w.Day.IsZero() {
		f.Add("day", "Choose the date.")
	}
	if _, err := time.Parse("15:04", w.Time); err != nil {
		f.Add("time", "Type the start time, like 9:00 am.")
	}
	return f.Err()
}

// At is the instant in the clinic's zone. A time that a clock change skips is
// refused; of one that comes twice the first is meant.
func (w When) At(zone *time.Location) (time.Time, error) {
	if err := w.Missing(); err != nil {
		return time.Time{}, err
	}
	clock, err := time.Parse("15:04", w.Time)
	if err != nil {
		return time.Time{}, err
	}
	at := time.Date(w.Day.Year(), w.Day.Month(), w.Day.Day(), clock.Hour(), clock.Minute(), 0, 0, zone)
	if at.Format("15:04") != clock.Format("15:04") {
		return at, problem.At("time", "Clocks go forward then: that time does not exist on that day.")
	}
	if earlier := at.Add(-time.Hour); earlier.Format("2006-01-02 15:04") == at.Format("2006-01-02 15:04") {
		at = earlier
	}
	return at.UTC(), nil
}

// WhenOf is an instant as it is typed.
func WhenOf(at time.Time, zone *time.Location) When {
	return When{Day: calendar.Day(at, zone), Time: at.In(zone).Format("15:04")}
}

// farthest is how many years ahead a visit can be: beyond, the year was mistyped.
const farthest = 2

// AheadOnly refuses a start that lies behind now, or further ahead than anybody books.
func AheadOnly(start, now time.Time) error {
	switch {
	case start.Before(now):
		return problem.At("day", "That time has passed. Choose one that lies ahead.")
	case start.After(now.AddDate(farthest, 0, 0)):
		return problem.At("day", "That is more than %d years ahead. Check the year.", farthest)
	}
	return nil
}
