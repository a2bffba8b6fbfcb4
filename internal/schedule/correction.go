package schedule

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/calendar"
	"kap/internal/problem"
)

// CanBeTakenBack says whether what the desk marked last may have been a mistake that
// can still be undone: nothing has followed, and a cancelled visit lies ahead.
func (v Visit) CanBeTakenBack(now time.Time, zone *time.Location) bool {
	return v.mayTakeBack(now, zone) == nil
}

// mayTakeBack refuses what cannot be undone, and says why.
func (v Visit) mayTakeBack(now time.Time, zone *time.Location) error {
	switch {
	case !slices.Contains([]Status{Arrived, NoShow, Cancelled}, v.Status):
		return problem.Newf(problem.Conflict, "This visit is marked %q; there is nothing to take back.", v.Status.Words())
	case v.ReturnsTo == "":
		return problem.Newf(problem.Conflict, "Something was recorded after this visit was marked %q; it cannot be taken back any more.", v.Status.Words())
	case v.Status == Cancelled && v.StartsAt.Before(now):
		return problem.New(problem.Conflict, "The time of this cancelled visit has passed. Book a new one.")
	case v.Status == NoShow && v.Kind == Dosing && !v.On(now, zone):
		return problem.New(problem.Conflict, "The day of this dosing session has passed. Book a new one.")
	}
	return nil
}

// WhyFinal says in a sentence why what was marked last cannot be taken back; empty where it
// can, or where nothing was marked.
func (v Visit) WhyFinal(now time.Time, zone *time.Location) string {
	if !slices.Contains([]Status{Arrived, NoShow, Cancelled}, v.Status) {
		return ""
	}
	if err := v.mayTakeBack(now, zone); err != nil {
		return err.Error()
	}
	return ""
}

// BookAgain says whether the visit was let go, so that another may stand in its place.
func (s Status) BookAgain() bool { return s == Cancelled || s == NoShow || s == NotHeld }

// On says whether the visit is on the clinic's day of an instant.
func (v Visit) On(at time.Time, zone *time.Location) bool {
	return calendar.Day(v.StartsAt, zone).Equal(calendar.Day(at, zone))
}

// MayTakeBack refuses somebody whose act it is not: who may say that a client is here
// may take that back, whoever books it the rest.
func (v Visit) MayTakeBack(a auth.Actor) error {
	if v.Status == Arrived && a.May(auth.EditClient) {
		return nil
	}
	return v.MayChange(a)
}

// mustBeConfirmed refuses to mark a client as here for a visit that is not settled. A
// clinician may all the same begin the arrival of a dosing: readiness refuses its lozenge.
func (v Visit) mustBeConfirmed() error {
	if v.Status != Tentative {
		return nil
	}
	if v.TentativeFor == "" {
		return problem.New(problem.Conflict, "This visit is tentative. Confirm it first, then mark the client as arrived.")
	}
	return problem.Newf(problem.Conflict, "This visit is tentative (%s). It has to be confirmed before the client is marked as arrived.", v.TentativeFor)
}

// HoldsClient says whether the client is in this visit now: a dosing until it is over, a
// talk until its time has run out, since nobody may have noted that it ended.
func (v Visit) HoldsClient(now time.Time) bool {
	if v.Kind == Dosing || v.Status == InProgress {
		return v.Status == Arrived || v.Status == InProgress
	}
	return v.Status == Arrived && v.EndsAt.After(now)
}

// notElsewhere refuses to mark a client as here who is in another visit.
func notElsewhere(visits []Visit, this uuid.UUID, now time.Time, zone *time.Location) error {
	for _, v := range visits {
		if v.ID != this && v.HoldsClient(now) {
			return problem.Newf(problem.Conflict, "The client is in another visit now: %s, %s, %s. If they are not, take their arrival back there first.",
				v.Kind.Words(), v.StartsAt.In(zone).Format("Mon Jan 2, 3:04 pm"), v.Status.Words())
		}
	}
	return nil
}
