package schedule

import (
	"time"

	"kap/internal/problem"
)

// ExtensionEntry is by how much a visit becomes longer.
type ExtensionEntry struct {
	Minutes int `form:"minutes" label:"Longer by" unit:"min"`
	Version int `form:"version"`
}

// longest is the longest visit that somebody can have meant; ours.
const longest = 12 * time.Hour

// Extended is the visit with its later end: for its client, its person and its room.
func (e ExtensionEntry) Extended(v Visit, now time.Time) (Appointment, error) {
	a := v.Appointment
	a.EndsAt = v.EndsAt.Add(time.Duration(e.Minutes) * time.Minute)
	switch {
	case !v.MayGrow():
		return a, problem.Newf(problem.Conflict, "This visit is marked %q; it cannot be made longer any more.", v.Status.Words())
	case e.Minutes < 5 || e.Minutes > 480:
		return a, problem.At("minutes", "Type by how many minutes it becomes longer, from 5 to 480.")
	case a.EndsAt.Sub(a.StartsAt) > longest:
		return a, problem.At("minutes", "That is longer than a day's visit can be. Type fewer minutes.")
	case !a.EndsAt.After(now):
		return a, problem.At("minutes", "It would have ended by now all the same. Type more minutes.")
	}
	return a, v.same(e.Version)
}

// MayGrow says whether the visit can be made longer: it lies ahead, or goes on.
func (v Visit) MayGrow() bool { return v.Status.Ahead() || v.Status.Present() }
