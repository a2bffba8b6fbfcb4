package course

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/calendar"
	"kap/internal/protocol"
	"kap/internal/schedule"
)

// Change is what an act did to one dosing day.
type Change struct {
	Session uuid.UUID // its visit; zero: it has none
	Was, Is time.Time // Days; zero: it was, or is, on none
}

// What a change of another dosing day leaves on a visit, in the words of the front desk.
const (
	anotherDay       = "Interval: ask for another day"
	reasonOrDay      = "Interval: a reason, or another day"
	anotherDosingDay = "Integration visit: its dosing session was moved, or is not held"
)

// heldByNeighbour: another dosing day is the only reason why the visit is tentative.
func heldByNeighbour(v schedule.Visit) bool {
	return v.Status == schedule.Tentative && slices.Contains([]string{anotherDay, reasonOrDay}, v.TentativeFor)
}

// unfits says what the interval asks of a session on its day; empty: nothing.
func (j judged) unfits(reason string) string {
	r := j.Interval(j.day, j.body)
	switch {
	case r.Check(strings.TrimSpace(reason), j.override(j.day, j.body) != uuid.Nil) == nil:
		return ""
	case r.Effect == Reason:
		return reasonOrDay
	}
	return anotherDay
}

// next are the dosing sessions ahead whose day before may be another one now: the first
// after the old day and the first after the new one.
func (c Change) next(ahead []schedule.Visit, zone *time.Location) (next []schedule.Visit) {
	for _, day := range []time.Time{c.Was, c.Is} {
		i := slices.IndexFunc(ahead, func(v schedule.Visit) bool {
			return v.Kind == schedule.Dosing && v.ID != c.Session && calendar.Day(v.StartsAt, zone).After(day)
		})
		if day.IsZero() || i < 0 || slices.ContainsFunc(next, func(v schedule.Visit) bool { return v.ID == ahead[i].ID }) {
			continue
		}
		next = append(next, ahead[i])
	}
	return next
}

// around is what the integration visits beside a changed day are judged by, after the change.
type around struct {
	Change
	days   []CourseDay
	visits []schedule.Visit
	today  time.Time
	zone   *time.Location
	body   protocol.Body
}

// follows says whether a visit lies after a Day of the session and before the next one.
func (a around) follows(v schedule.Visit, day time.Time) bool {
	return !day.IsZero() && follows(v, day, without(a.days, a.Session), a.zone)
}

// fits says whether an integration visit follows the session on a day that the protocol has it.
func (a around) fits(v schedule.Visit) bool {
	if !a.follows(v, a.Is) {
		return false
	}
	on := calendar.Day(v.StartsAt, a.zone)
	last, _ := lastDosing(a.days, a.visits, v.ID, on, a.zone)
	last.Today = a.today
	return last.Integration(on, v.Reason, a.body.Integration) == nil
}
