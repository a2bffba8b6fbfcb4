package clinic

import "time"

// Day is the calendar day of an instant in the clinic's zone, at midnight UTC, as the
// database writes dates.
func Day(at time.Time, zone *time.Location) time.Time {
	y, m, d := at.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// DaysBetween counts calendar days from one Day to another; a clock change between
// them is not noticed. It is negative when to lies before from.
func DaysBetween(from, to time.Time) int { return int(to.Sub(from) / (24 * time.Hour)) }
