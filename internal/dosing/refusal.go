package dosing

import (
	"slices"
	"time"

	"kap/internal/calendar"
	"kap/internal/course"
	"kap/internal/medication"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/readiness"
	"kap/internal/vitals"
)

// exact is the moment a time typed in whole minutes stands for: now within the present
// minute, and not before what happened in the same minute.
func exact(at, now time.Time, after ...time.Time) time.Time {
	if sameMinute(at, now) {
		return now
	}
	for _, earlier := range after {
		if sameMinute(at, earlier) && at.Before(earlier) {
			at = earlier
		}
	}
	return at
}

func sameMinute(a, b time.Time) bool { return a.Truncate(time.Minute).Equal(b.Truncate(time.Minute)) }

// asOf is the end of a typed minute: what happened in it is known.
func asOf(at, now time.Time) time.Time {
	end := at.Truncate(time.Minute).Add(time.Minute - time.Microsecond)
	if end.After(now) {
		return now
	}
	return end
}

// stepOf is which lozenge of the session is next.
func stepOf(s readiness.Session) medication.Step {
	if s.StartedAt.IsZero() {
		return medication.First
	}
	return medication.Booster
}

// current refuses a page that was opened before the first lozenge was recorded.
func (t IntakeEntry) current(s readiness.Session, zone *time.Location) error {
	if t.Step == stepOf(s) {
		return nil
	}
	if t.Step == medication.First {
		return problem.Newf(problem.Conflict, "The first lozenge is recorded already, at %s. Anything more is a booster; open the page again.", calendar.Clock(s.StartedAt, zone))
	}
	return problem.New(problem.Conflict, "This page is of another lozenge than the one that is due. Open it again.")
}

// refusals are every reason why these lozenges are not to be taken, as it stood at their
// time: readiness for the first, the order for each.
func refusals(k readiness.Known, s readiness.Session, gate readiness.Gate, t IntakeEntry, taken []medication.Taken, events []Event) []string {
	var all []string
	if s.Status == readiness.Arrived {
		all = append(all, "Readiness was not signed.")
	} else if err := s.MayRecordIntake(true, t.At); err != nil {
		all = append(all, err.Error())
	}
	if stepOf(s) == medication.First {
		if err := k.Unreachable(); err != nil {
			all = append(all, err.Error())
		}
		for _, item := range gate.Missing() {
			all = append(all, item.Title+": "+item.Sentence)
		}
	}
	if stepOf(s) == medication.Booster {
		all = append(all, k.BoosterLook(s.StartedAt, t.At)...)
		all = append(all, vomited(k, events, s.StartedAt, t.At)...)
		if t.AskedFor != readiness.Yes {
			all = append(all, "A booster is taken only where the client asks for it. Ask, and say so here.")
		}
	}
	offer := k.Orders.MayOffer(stepOf(s), t.lines(), taken, t.At.In(k.Zone), k.BlockEnd.In(k.Zone), k.Body)
	return append(all, offer.Refusals...)
}

// vomited is why no booster is taken after vomiting, unless a prescriber answered a call
// since (protocol 2).
func vomited(k readiness.Known, events []Event, started, at time.Time) []string {
	for _, e := range slices.Backward(events) {
		if e.Kind == Vomiting && !e.At.Before(started) && !vitals.Later(e.At, at) && !readiness.SaidSince(k.Calls, e.At, at) {
			return []string{"The client vomited at " + calendar.Clock(e.At, k.Zone) + ". No booster, unless the prescriber says so: call them and log the call."}
		}
	}
	return nil
}

// whyNot is the refusal made of its sentences, nil without any.
func whyNot(sentences []string) error {
	if len(sentences) == 0 {
		return nil
	}
	refusal := problem.New(problem.Conflict, "Not recorded: something stands against this lozenge.")
	for _, s := range sentences {
		refusal.Fields = append(refusal.Fields, problem.Field{Name: "all_the_same", Message: s})
	}
	return refusal
}

// dayOf is the clinic's date of a lozenge.
func dayOf(at time.Time, zone *time.Location) time.Time { return calendar.Day(at, zone) }

// leastDays is the protocol's least number of days to the next ketamine.
func leastDays(kind course.Kind, b protocol.Body) int { return kind.Interval(b).Least }
