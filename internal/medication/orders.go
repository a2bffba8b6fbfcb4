package medication

import (
	"slices"
	"time"

	"kap/internal/problem"
)

// Orders are the orders of one session, one a strength. What they say of their own strength
// adds up; the most in one session counts in mg over all of them (protocol 2).
type Orders []Prescription

// Of is the order of a strength.
func (all Orders) Of(strength Strength) (Prescription, bool) {
	for _, o := range all {
		if o.Strength == strength {
			return o, true
		}
	}
	return Prescription{}, false
}

// Max is the most in one session: what the order that allows most allows. Of two of one
// strength the first counts, the latest.
func (all Orders) Max() (most MG) {
	for _, o := range all {
		if first, _ := all.Of(o.Strength); first.ID == o.ID {
			most = max(most, o.Order.Max())
		}
	}
	return most
}

// start is what a session starts with, of every strength together.
func (all Orders) start() (start MG) {
	for _, o := range all {
		start += o.StartUnits.Of(o.Strength)
	}
	return start
}

// beside are the running orders of another strength that an order stands beside on a day.
func beside(orders []Prescription, o Prescription, on time.Time) Orders {
	return slices.DeleteFunc(Running(orders, o.CourseID), func(r Prescription) bool {
		return r.ID == o.ID || r.Strength == o.Strength || o.Supersedes != nil && *o.Supersedes == r.ID || on.After(r.ExpiresOn)
	})
}

// checkBeside refuses an order that leaves no room for what the others start a session with.
func (o Prescription) checkBeside(orders []Prescription, on time.Time) error {
	all := append(beside(orders, o, on), o)
	if start, most := all.start(), all.Max(); len(all) > 1 && start > most {
		return problem.At("max_units", "With the other strengths ordered a session starts with %s mg, and the most in one session counts over all of them: "+
			"it is %s mg. Write a larger maximum, or end the other order first.", start, most)
	}
	return nil
}

// byStrength puts the lozenges of one strength together, whatever their lots.
func byStrength(lines []Line) (all []Line) {
	for _, line := range lines {
		at := slices.IndexFunc(all, func(l Line) bool { return l.Strength == line.Strength })
		if at < 0 {
			all = append(all, line)
			continue
		}
		all[at].Units += line.Units
	}
	return all
}
