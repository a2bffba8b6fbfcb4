package ui

import (
	"context"
	"fmt"
	"time"
)

// Clock is the time of day at the clinic: "9:00 am".
func Clock(ctx context.Context, t time.Time) string {
	return t.In(ShellOf(ctx).Zone).Format("3:04 pm")
}

// Day is the date at the clinic: "Tue Nov 24", with the year where it is not this one.
func Day(ctx context.Context, t time.Time) string {
	s := ShellOf(ctx)
	local := t.In(s.Zone)
	if s.Now.IsZero() || local.Year() == s.Now.In(s.Zone).Year() {
		return local.Format("Mon Jan 2")
	}
	return local.Format("Mon Jan 2, 2006")
}

// DayTime is date and time at the clinic: "Tue Nov 24, 9:00 am".
func DayTime(ctx context.Context, t time.Time) string {
	return Day(ctx, t) + ", " + Clock(ctx, t)
}

// When is DayTime, or the day alone where a whole day is meant: one that is kept
// as its first or last minute.
func When(ctx context.Context, t time.Time) string {
	switch local := t.In(ShellOf(ctx).Zone); {
	case local.Hour() == 0 && local.Minute() == 0, local.Hour() == 23 && local.Minute() == 59:
		return Day(ctx, t)
	}
	return DayTime(ctx, t)
}

// shortDay is a date for a chart: "Nov 24", with the year where it is not this one.
func (s Shell) shortDay(t time.Time) string {
	local := t.In(s.Zone)
	if s.Now.IsZero() || local.Year() == s.Now.In(s.Zone).Year() {
		return local.Format("Jan 2")
	}
	return local.Format("Jan 2, 2006")
}

// BirthDay is a date without a zone: "Mar 14, 1984".
func BirthDay(born time.Time) string {
	if born.IsZero() {
		return "Not asked"
	}
	return born.Format("Jan 2, 2006")
}

// Ago is how long t is past, in words without "ago": "4 min", "11 h", "3 days".
func Ago(ctx context.Context, t time.Time) string {
	return Span(ShellOf(ctx).Now.Sub(t))
}

// Span is a duration in the largest fitting unit: minutes below an hour, hours
// below two days, then days. A negative one is read without its sign.
func Span(d time.Duration) string {
	d = d.Abs()
	switch {
	case d < time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", int(d.Hours()))
	default:
		return fmt.Sprintf("%d days", int(d.Hours())/24)
	}
}

// DueIn is when t is due, seen from now: "in 3 min", "now", "late 4 min".
func DueIn(now, t time.Time) string {
	left := t.Sub(now)
	switch {
	case left.Abs() < time.Minute:
		return "now"
	case left < 0:
		return "late " + Span(left)
	default:
		return "in " + Span(left)
	}
}
