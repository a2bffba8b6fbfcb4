package course

import (
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/calendar"
	"kap/internal/eligibility"
	"kap/internal/phrase"
	"kap/internal/protocol"
)

// DosingDay is a day on which the client took ketamine or means to. It holds no
// clinical content; interval, sessions left and the planner read only this.
type DosingDay struct {
	Number       int       `db:"number,zero"` // in its course; 0 when elsewhere or unplanned
	Day          time.Time `db:"day,read"`    // Day of the first lozenge, or of the booking; zero: not booked
	StartedAt    time.Time // first lozenge; zero until then
	IntegratedAt time.Time // first completed integration after it; zero until then
}

// Dosed says whether the lozenge was taken: only then an authorized session is used.
func (d DosingDay) Dosed() bool { return !d.StartedAt.IsZero() }

// LastDosed is the latest dosed day strictly before an instant, or nil.
func LastDosed(days []DosingDay, before time.Time) *DosingDay {
	var last *DosingDay
	for i := range days {
		d := &days[i]
		if d.Dosed() && d.StartedAt.Before(before) && (last == nil || d.StartedAt.After(last.StartedAt)) {
			last = d
		}
	}
	return last
}

// FirstLozenge is when the first of these days was dosed, zero for none.
func FirstLozenge(days []DosingDay) (first time.Time) {
	for _, d := range days {
		if d.Dosed() && (first.IsZero() || d.StartedAt.Before(first)) {
			first = d.StartedAt
		}
	}
	return first
}

// DosedSince counts the sessions whose first lozenge is later than an instant, such
// as the signature of the decision in force.
func DosedSince(days []DosingDay, since time.Time) int {
	n := 0
	for _, d := range days {
		if d.Dosed() && d.StartedAt.After(since) {
			n++
		}
	}
	return n
}

// Taken counts the dosed days of a course.
func Taken(days []DosingDay) int { return DosedSince(days, time.Time{}) }

// FollowUpHeld says whether the follow-up of a course was signed: one held after the
// dose that it follows (2), which one held before it does not stand for.
func FollowUpHeld(consultations []eligibility.ConsultationAt, course uuid.UUID, own []DosingDay, b protocol.Body) bool {
	dosed := slices.DeleteFunc(slices.Clone(own), func(d DosingDay) bool { return !d.Dosed() })
	slices.SortFunc(dosed, func(a, b DosingDay) int { return a.StartedAt.Compare(b.StartedAt) })
	after := b.Eligibility.FollowUpAfterDose
	return len(dosed) >= after &&
		eligibility.Signed(eligibility.HeldSince(consultations, course, eligibility.FollowUp, dosed[after-1].StartedAt))
}

// FollowUpDue says whether this dose waits for the follow-up: in a first course it
// is held after dose 2 and before dose 3.
func FollowUpDue(kind Kind, dose int, held bool, b protocol.Body) bool {
	return kind == First && dose > b.Eligibility.FollowUpAfterDose && !held
}

// ReviewDue says whether the course as a whole is to be reviewed at this dose (8).
func ReviewDue(dose int, b protocol.Body) bool { return dose >= b.Scheduling.ReviewDose }

// BlockEnd is when therapist and room are free of the client, turnover not counted.
// An elapsed span: a clock change does not shorten it.
func BlockEnd(start time.Time, b protocol.Body) time.Time {
	return start.Add(time.Duration(b.Timing.Block) * time.Minute)
}

// RoomFree is when the room can be used again: BlockEnd and the turnover.
func RoomFree(start time.Time, b protocol.Body) time.Time {
	return BlockEnd(start, b).Add(time.Duration(b.Timing.Turnover) * time.Minute)
}

// Preparation rules on a dosing day by the preparation sessions held here and the
// Day of the last one (protocol 3): none before the first dose stops everybody; too
// long ago is the prescriber's to override. Later doses ask for nothing new.
func Preparation(dose, held int, last, day time.Time, b protocol.Body) Ruling {
	p := b.Preparation
	switch days := calendar.DaysBetween(last, day); {
	case dose > 1:
		return Ruling{Effect: Free, Words: "Preparation was held before the first session."}
	case held > 0 && held < p.LeastSessions:
		return Ruling{Effect: Nobody, Words: fmt.Sprintf("Preparation visit: %d of %d completed here. Book the next before the first dosing session.", held, p.LeastSessions)}
	case held < p.LeastSessions:
		return Ruling{Effect: Nobody, Words: "Preparation visit: none is completed here yet. Book one before the first dosing session."}
	case held > 0 && days > p.LastWithin:
		return Ruling{Override, days, "Preparation visit: the last was " + phrase.Count(days, "day") + " before. Book another, or ask the prescriber."}
	case held > 0:
		return Ruling{Free, days, "Preparation visit: held on " + calendar.Words(last) + "."}
	}
	return Ruling{Effect: Free, Words: "Preparation visit: none is asked for."}
}
