package dosing

import "time"

// sameDay says whether two moments fall on one calendar day of the clinic.
func sameDay(a, b time.Time, zone *time.Location) bool {
	return a.In(zone).Format(time.DateOnly) == b.In(zone).Format(time.DateOnly)
}

// daysBetween counts calendar days of the clinic, so that a change of clocks is
// no day more or less.
func daysBetween(from, to time.Time, zone *time.Location) int {
	return int(midnight(to, zone).Sub(midnight(from, zone)).Hours() / 24)
}

func midnight(t time.Time, zone *time.Location) time.Time {
	y, m, d := t.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// clock is a time as people read it: "9:05 am".
func clock(t time.Time, zone *time.Location) string { return t.In(zone).Format("3:04 pm") }

// day is a date as people read it: "Tue Nov 24".
func day(t time.Time, zone *time.Location) string { return t.In(zone).Format("Mon Jan 2") }
