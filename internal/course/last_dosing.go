package course

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/calendar"
	"kap/internal/schedule"
)

// lastDosing is the dosing that lies on a day or last before it, as an integration visit
// asks for it; moved is the visit that is being booked. False where there is none.
func lastDosing(days []CourseDay, visits []schedule.Visit, moved uuid.UUID, day time.Time, zone *time.Location) (l schedule.LastDosing, found bool) {
	var last CourseDay
	for _, d := range days { // by day
		if !d.Day.IsZero() && !d.Day.After(day) {
			last, found = d, true
		}
	}
	l.Day = last.Day
	l.First = last.IntegratedAt.IsZero() && !slices.ContainsFunc(visits, func(v schedule.Visit) bool {
		return v.ID != moved && v.Kind == schedule.Integration && v.Status.Active() && follows(v, last.Day, days, zone)
	})
	return l, found
}

// follows says whether a visit lies after a dosing and before the next one.
func follows(v schedule.Visit, dosing time.Time, days []CourseDay, zone *time.Location) bool {
	on := calendar.Day(v.StartsAt, zone)
	return on.After(dosing) && !slices.ContainsFunc(days, func(n CourseDay) bool {
		return n.Day.After(dosing) && !n.Day.After(on)
	})
}
