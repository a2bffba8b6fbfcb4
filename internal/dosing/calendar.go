package dosing

import (
	"fmt"
	"strings"
	"time"

	"kap/internal/course"
)

// Moments are read in the clinic's zone. Dates (a prescription's last day, the day of
// the last ketamine) are a course.Day: their own year, month and day count, so that
// midnight here, as a form may bring it, is the same date.

// sameDay says whether two moments fall on one calendar day of the clinic.
func sameDay(a, b time.Time, zone *time.Location) bool {
	return course.Day(a, zone).Equal(course.Day(b, zone))
}

// daysSince counts calendar days from a date to the clinic's day of now, so that a
// change of clocks is no day more or less.
func daysSince(from, now time.Time, zone *time.Location) int {
	return course.DaysBetween(date(from), course.Day(now, zone))
}

// date is a time's own calendar date.
func date(t time.Time) time.Time { return course.Day(t, t.Location()) }

// clock is a moment as people read it: "9:05 am".
func clock(t time.Time, zone *time.Location) string { return t.In(zone).Format("3:04 pm") }

// day is a date as people read it: "Tue Nov 24".
func day(d time.Time) string { return d.Format("Mon Jan 2") }

// when is a moment with its day unless it is today: "9:05 am", "9:05 am on Mon Nov 23".
func when(t, now time.Time, zone *time.Location) string {
	if sameDay(t, now, zone) {
		return clock(t, zone)
	}
	return clock(t, zone) + " on " + day(t.In(zone))
}

// count is a number with its noun: "1 day", "3 days".
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// list reads as people say it: "a, b and c".
func list(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }
