package calendar_test

import (
	"testing"
	"time"

	"kap/internal/calendar"
)

func denver(t *testing.T) *time.Location {
	zone, err := time.LoadLocation("America/Denver")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestDaysAreTheClinicsAndNotHours(t *testing.T) {
	zone := denver(t)
	at := func(month time.Month, day, hour int) time.Time {
		return time.Date(2026, month, day, hour, 30, 0, 0, zone)
	}
	for _, c := range []struct {
		from, now time.Time
		days      int
	}{
		{at(11, 1, 0), at(11, 1, 23), 0},   // clocks go back between them
		{at(10, 31, 23), at(11, 1, 0), 1},  // an hour, and a day
		{at(10, 31, 1), at(11, 2, 23), 2},  // 25 hours in the day between
		{at(3, 7, 23), at(3, 9, 0), 2},     // 23 hours in the day between
		{at(11, 5, 12), at(11, 4, 12), -1}, // before it
	} {
		if got := calendar.DaysSince(c.from, c.now, zone); got != c.days {
			t.Errorf("%v to %v: %d days, want %d", c.from, c.now, got, c.days)
		}
		if same := calendar.SameDay(c.from, c.now, zone); same != (c.days == 0) {
			t.Errorf("%v and %v on one day: %t", c.from, c.now, same)
		}
	}
}

func TestADateIsItsOwnInEveryZone(t *testing.T) {
	want := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	if got := calendar.Date(time.Date(2026, 11, 24, 0, 0, 0, 0, denver(t))); !got.Equal(want) {
		t.Errorf("got %v", got)
	}
}

func TestWhenSaysTheDayUnlessItIsToday(t *testing.T) {
	zone := denver(t)
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, zone)
	for at, want := range map[time.Time]string{
		now.Add(5 * time.Minute):      "9:05 am",
		now.Add(-10 * time.Hour):      "11:00 pm on Mon Nov 23",
		now.Add(-9 * time.Hour):       "12:00 am",
		now.UTC().Add(2 * 8 * 3600e9): "1:00 am on Wed Nov 25",
	} {
		if got := calendar.When(at, now, zone); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
