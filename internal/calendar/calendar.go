// Package calendar counts days of the clinic and says its times. Moments are read in the
// clinic's zone. A date (a birthday, a prescription's last day, the day of the last
// ketamine) is its own year, month and day, as midnight UTC.
package calendar

import (
	"fmt"
	"time"
)

// Zone is a clinic's time zone by its name in the IANA database.
func Zone(name string) (*time.Location, error) {
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("load the clinic's time zone: %w", err)
	}
	return zone, nil
}

// Day is the calendar day of t in the clinic's zone, as midnight UTC: the form in
// which dates are stored, compared and counted.
func Day(t time.Time, zone *time.Location) time.Time {
	y, m, d := t.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// Date is a time's own calendar date: midnight in any zone, as a form may bring it, is
// the same date.
func Date(t time.Time) time.Time { return Day(t, t.Location()) }

// DaysBetween counts calendar days from one Day to another; a clock change between
// them is not noticed. It is negative when to lies before from.
func DaysBetween(from, to time.Time) int {
	return int(to.Sub(from) / (24 * time.Hour))
}

// DaysSince counts calendar days from a date to the clinic's day of now, so that a
// change of clocks is no day more or less.
func DaysSince(from, now time.Time, zone *time.Location) int {
	return DaysBetween(Date(from), Day(now, zone))
}

// SameDay says whether two moments fall on one calendar day of the clinic.
func SameDay(a, b time.Time, zone *time.Location) bool {
	return Day(a, zone).Equal(Day(b, zone))
}

// Words is a day as people read it: "Tue Nov 24".
func Words(day time.Time) string { return day.Format("Mon Jan 2") }

// Clock is a moment as people read it: "9:05 am".
func Clock(t time.Time, zone *time.Location) string { return t.In(zone).Format("3:04 pm") }

// When is a moment with its day unless it is today: "9:05 am", "9:05 am on Mon Nov 23".
func When(t, now time.Time, zone *time.Location) string {
	if SameDay(t, now, zone) {
		return Clock(t, zone)
	}
	return Clock(t, zone) + " on " + Words(t.In(zone))
}

// Minutes is a number of minutes of the protocol as a duration.
func Minutes(n int) time.Duration { return time.Duration(n) * time.Minute }
