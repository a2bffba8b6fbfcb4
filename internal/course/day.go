package course

import "time"

// Day is the calendar day of t in the clinic's zone, as midnight UTC: the form in
// which dates are stored, compared and counted.
func Day(t time.Time, zone *time.Location) time.Time {
	y, m, d := t.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// DaysBetween counts calendar days from one Day to another; a clock change between
// them is not noticed. It is negative when to lies before from.
func DaysBetween(from, to time.Time) int {
	return int(to.Sub(from) / (24 * time.Hour))
}

// Words is a day as people read it: "Tue Nov 24".
func Words(day time.Time) string { return day.Format("Mon Jan 2") }
