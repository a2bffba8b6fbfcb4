package vitals_test

import "time"

// at is a time on the morning of Tue Nov 24, by minutes after 9:00 am.
func at(minute int) time.Time {
	return time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC).Add(time.Duration(minute) * time.Minute)
}
