package course

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/calendar"
	"kap/internal/eligibility"
	"kap/internal/pause"
	"kap/internal/phrase"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/schedule"
)

// BookingFacts are what booking a dosing session is judged by, without the visit
// that is judged. They are read for the whole clinic: the front desk does not see
// them all, and what comes out is only its own words (protocol 8).
type BookingFacts struct {
	Course       Course
	Days         []CourseDay             // planned and taken, in every course
	Decision     *eligibility.DecisionAt // the course's latest signed; nil: none
	FollowUpHeld bool
	Paused       bool
	Approved     bool             // a protocol is in force
	Overrides    []pause.Override // for the day that is judged
}

// Dose is the number that a new dosing session takes: the lowest that is free.
func (f BookingFacts) Dose() int {
	used := map[int]bool{}
	for _, d := range Of(f.Days, f.Course.ID) {
		used[d.Number] = true
	}
	n := 1
	for used[n] {
		n++
	}
	return n
}

// Interval rules on a Day by the ketamine before it, taken or planned, on that Day too.
func (f BookingFacts) Interval(day time.Time, b protocol.Body) Ruling {
	return Interval(f.Course.Kind, LastDay(f.Days, day), day, b)
}

// LastDay is the latest Day with ketamine, taken or planned, up to a Day; zero for none.
func LastDay(days []CourseDay, until time.Time) time.Time {
	var last time.Time
	for _, d := range days {
		if !d.Day.After(until) && d.Day.After(last) {
			last = d.Day
		}
	}
	return last
}

func (f BookingFacts) next(day time.Time) time.Time {
	var next time.Time
	for _, d := range f.Days {
		if d.Day.After(day) && (next.IsZero() || d.Day.Before(next)) {
			next = d.Day
		}
	}
	return next
}

// intervalItem is the readiness item whose override counts at booking too, and
// tooSoon its extent in days.
const intervalItem, tooSoon = "G07", "days too soon"

// early is the extent of a day below the days that need a prescriber's word.
func (f BookingFacts) early(r Ruling, b protocol.Body) string {
	return pause.Extent{tooSoon: f.Course.Kind.Interval(b).ReasonFrom - r.Days}.String()
}

// override is the prescriber's word that covers a Day; zero for none.
func (f BookingFacts) override(day time.Time, b protocol.Body) uuid.UUID {
	r := f.Interval(day, b)
	if r.Effect != Override {
		return uuid.Nil
	}
	for _, o := range f.Overrides {
		if pause.Covers(o, intervalItem, f.early(r, b), day) {
			return o.ID
		}
	}
	return uuid.Nil
}

// CheckDay refuses a Day that the interval does not allow, to the session before
// and to the one after, or one that wants a reason.
func (f BookingFacts) CheckDay(day time.Time, reason string, b protocol.Body) error {
	r := f.Interval(day, b)
	if err := r.Check(strings.TrimSpace(reason), f.override(day, b) != uuid.Nil); err != nil {
		return err
	}
	next := f.next(day)
	if next.IsZero() {
		return nil
	}
	if after := Interval(f.Course.Kind, day, next, b); after.Effect == Nobody || after.Effect == Override {
		return problem.At("day", "Interval: the next dosing session is booked on %s, only %s later. Choose another day, or move that one first.", calendar.Words(next), phrase.Count(after.Days, "day"))
	}
	return nil
}

// What keeps a dosing session from being confirmed, in the words of the front desk.
const (
	withPrescriber = "With the prescriber"
	noSessionsLeft = "Dosing sessions left: none; with the prescriber"
	followUpFirst  = "Follow-up visit: due before this session"
	paused         = pause.DeskWord
)

// Holds are the reasons why a session on a Day cannot be confirmed; none: it can.
func (f BookingFacts) Holds(day time.Time, dose int, b protocol.Body) []string {
	var holds []string
	if f.Paused {
		holds = append(holds, paused)
	}
	switch {
	case !f.Approved, f.Decision == nil, !f.Decision.InForce(day):
		holds = append(holds, withPrescriber)
	case f.left() == 0:
		holds = append(holds, noSessionsLeft)
	}
	if FollowUpDue(f.Course.Kind, dose, f.FollowUpHeld, b) {
		holds = append(holds, followUpFirst)
	}
	return holds
}

// left is how many further sessions can be confirmed.
func (f BookingFacts) left() int {
	used := DosedSince(Of(f.Days, f.Course.ID), f.Decision.SignedAt) + Confirmed(f.Days, f.Course.ID)
	return eligibility.SessionsLeft(f.Decision.Sessions, used)
}

// waits are the reasons of Holds as sentences: what has to happen first, and by whom.
var waits = []struct{ words, sentence string }{
	{askedPrescriber, "No dosing session is left; the prescriber has been asked."},
	{noSessionsLeft, "No dosing session is left; the prescriber decides about more."},
	{followUpFirst, "The follow-up visit comes first."},
	{withPrescriber, "The prescriber has to say yes first."},
	{anotherDay, "The interval asks for another day."},
	{reasonOrDay, "The interval asks for a reason, or for another day: move it, to the same time where that is right, and write why."},
	{anotherDosingDay, "The dosing session it follows was moved, or is not held: choose another day, or cancel it."},
	{paused, "The course is paused."},
}

// Waits are words of a tentative visit, joined as Holds gives them, as sentences for
// the front desk. Words that are none of those stay as they are.
func Waits(words string) string {
	var all []string
	for _, w := range waits {
		if rest, found := cutWords(words, w.words); found {
			all, words = append(all, w.sentence), rest
		}
	}
	if words != "" {
		all = append(all, words)
	}
	return strings.Join(all, " ")
}

// cutWords takes one reason out of several.
func cutWords(words, one string) (string, bool) {
	before, after, found := strings.Cut("; "+words+"; ", "; "+one+"; ")
	return strings.Trim(before+"; "+after, "; "), found
}

// orTentative refuses a confirmed booking that something holds up.
func orTentative(status schedule.Status, holds []string) error {
	if status != schedule.Confirmed || len(holds) == 0 {
		return nil
	}
	return problem.At("status", "This session cannot be confirmed yet. %s Choose Tentative: it keeps its time until then.", Waits(strings.Join(holds, "; ")))
}
