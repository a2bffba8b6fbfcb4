package course

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/calendar"
	"kap/internal/problem"
	"kap/internal/safety"
)

// ElsewhereEntry is a day on which the client took ketamine or esketamine that was not
// a session here. The interval counts it like any other.
type ElsewhereEntry struct {
	Day   time.Time `form:"on_date"`
	Place string    `form:"place"` // home, elsewhere
}

// Check refuses a day ahead; today is a date in the clinic's zone.
func (e ElsewhereEntry) Check(today time.Time) error {
	var f problem.Fields
	if e.Day.IsZero() {
		f.Add("on_date", "Type the day on which it was taken.")
	}
	if e.Day.After(today) {
		f.Add("on_date", "This day lies ahead. Type the day on which it was taken.")
	}
	if e.Place != "home" && e.Place != "elsewhere" {
		f.Add("place", "Say whether it was taken at home or elsewhere.")
	}
	return f.Err()
}

// incident is what a dosing day too close to another opens.
func (e ElsewhereEntry) incident(id, day uuid.UUID, least int) safety.Incident {
	return safety.Incident{ID: id, Kind: safety.TooEarly, FactKind: "dosing_day", Fact: day,
		Words: fmt.Sprintf("Ketamine was taken on %s, fewer than %d days from another day.", calendar.Words(e.Day), least)}
}
