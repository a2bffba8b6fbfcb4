package schedule

import (
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
)

// Hours are weekly hours of one person (FHIR Schedule), in the clinic's zone.
type Hours struct {
	ID        uuid.UUID
	StaffID   uuid.UUID
	StaffName string
	Weekday   time.Weekday
	Starts    string // "09:00"
	Ends      string
}

// HoursEntry is what a manager types about somebody's week.
type HoursEntry struct {
	Staff    uuid.UUID      `form:"staff_id" label:"Person"`
	Weekdays []time.Weekday `form:"weekday" label:"Days"`
	Starts   string         `form:"starts" label:"From"` // "09:00"
	Ends     string         `form:"ends" label:"Until"`
}

// Check says what is missing or the wrong way round.
func (e HoursEntry) Check() error {
	var f problem.Fields
	if e.Staff == uuid.Nil {
		f.Add("staff_id", "Choose the person.")
	}
	if len(e.Weekdays) == 0 {
		f.Add("weekday", "Choose at least one day of the week.")
	}
	for _, day := range e.Weekdays {
		if day < time.Sunday || day > time.Saturday {
			f.Add("weekday", "Choose among the days shown.")
		}
	}
	starts, first := time.Parse("15:04", e.Starts)
	ends, last := time.Parse("15:04", e.Ends)
	if first != nil {
		f.Add("starts", "Type when the day begins, like 9:00 am.")
	}
	if last != nil || first == nil && !starts.Before(ends) {
		f.Add("ends", "Type when the day ends, later than it begins.")
	}
	return f.Err()
}

// Stretch is a part of a person's day as it is read: weekly hours on the visit's
// day, or time off that touches the visit.
type Stretch struct {
	From, To time.Time
	Off      bool // time off, not hours
	Any      bool // the person has weekly hours on some day; the stretch itself may be empty
}

// OutsideHours says, in a sentence for whoever books, that a visit lies outside its
// person's weekly hours or in their time off; "" where it fits. Hours are what is
// usual, so nothing is refused. Touching ends fit, and somebody without any hours has
// said nothing.
func OutsideHours(v Visit, stretches []Stretch, zone *time.Location) string {
	var hours []string
	known, inside, reached := false, false, v.StartsAt
	for _, s := range stretches {
		if s.Off {
			return fmt.Sprintf("%s is off from %s to %s.", v.StaffName, words(s.From, zone), words(s.To, zone))
		}
		known = known || s.Any
		if s.From.Equal(s.To) {
			continue
		}
		if !s.From.After(reached) && s.To.After(reached) {
			reached = s.To
		}
		inside = inside || !reached.Before(v.EndsAt)
		hours = append(hours, s.From.In(zone).Format("3:04 pm")+" to "+s.To.In(zone).Format("3:04 pm"))
	}
	day := v.StartsAt.In(zone).Weekday().String() + "s"
	switch {
	case !known || inside:
		return ""
	case len(hours) == 0:
		return fmt.Sprintf("%s usually has no hours on %s.", v.StaffName, day)
	}
	return fmt.Sprintf("This is outside the usual hours of %s on %s: %s.", v.StaffName, day, strings.Join(hours, ", "))
}

func words(at time.Time, zone *time.Location) string { return at.In(zone).Format("Mon Jan 2, 3:04 pm") }
