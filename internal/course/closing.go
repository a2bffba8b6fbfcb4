package course

import (
	"slices"
	"strings"

	"kap/internal/auth"
	"kap/internal/problem"
	"kap/internal/schedule"
)

// ClosingReason is why a course closes.
type ClosingReason string

// The reasons. The front desk may close for the client's wish, moved and not
// returned; the others are the prescriber's.
const (
	Completed   ClosingReason = "completed"
	ClientsWish ClosingReason = "client's wish"
	Moved       ClosingReason = "moved"
	NotReturned ClosingReason = "not returned"
	Clinical    ClosingReason = "clinical"
	Declined    ClosingReason = "declined" // by a signed decision
)

// ClosingReasons lists them in the order they are shown.
var ClosingReasons = []ClosingReason{Completed, ClientsWish, Moved, NotReturned, Clinical, Declined}

// Words names the reason for people, or "" for one not on the list.
func (r ClosingReason) Words() string {
	return map[ClosingReason]string{
		Completed: "Completed", ClientsWish: "The client's wish", Moved: "Moved away",
		NotReturned: "Did not return", Clinical: "Clinical reasons", Declined: "Declined",
	}[r]
}

// Permission is what it takes to close for this reason.
func (r ClosingReason) Permission() auth.Permission {
	if slices.Contains([]ClosingReason{ClientsWish, Moved, NotReturned}, r) {
		return auth.CloseAtDesk
	}
	return auth.CloseCourse
}

// Leftover is what becomes of the lozenges the client still has.
type Leftover string

// What can become of them. They are the client's own.
const (
	NoneLeft  Leftover = "none"
	TakenBack Leftover = "take-back" // the client brings them to a take-back site
	WithThem  Leftover = "with the client"
	NotKnown  Leftover = "unknown"
)

// ClosingVisit is what became of the closing visit.
type ClosingVisit string

// A closing visit, or its documented refusal.
const (
	VisitHeld       ClosingVisit = "held"
	VisitRefused    ClosingVisit = "refused"
	VisitNotReached ClosingVisit = "not reached"
)

// ClosingEntry is the end of a course. Its later bookings are cancelled in the same act.
type ClosingEntry struct {
	Reason   ClosingReason `form:"reason"`
	Visit    ClosingVisit  `form:"visit"`
	Words    string        `form:"words"` // for the desk, nothing clinical
	Leftover Leftover      `form:"leftover"`
}

// Check refuses a closing by somebody who may not, or one that is not whole.
func (c ClosingEntry) Check(actor auth.Actor) error {
	var f problem.Fields
	if c.Reason.Words() == "" {
		f.Add("reason", "Choose why the course closes.")
	} else if !actor.May(c.Reason.Permission()) {
		return problem.Newf(problem.Forbidden, "A prescriber closes a course for this reason: %s.", strings.ToLower(c.Reason.Words()))
	}
	// A declined course never began, so it has no closing visit.
	visits := []ClosingVisit{VisitHeld, VisitRefused, VisitNotReached}
	if c.Reason != Declined && !slices.Contains(visits, c.Visit) {
		f.Add("visit", "Hold a closing visit, or say that the client refused it or could not be reached.")
	}
	if !slices.Contains([]Leftover{NoneLeft, TakenBack, WithThem, NotKnown}, c.Leftover) {
		f.Add("leftover", "Say what becomes of lozenges that are left, or that there are none.")
	}
	return f.Err()
}

// cancelledBy is whose the cancelled bookings are.
func (c ClosingEntry) cancelledBy() schedule.Canceller {
	if c.Reason == ClientsWish || c.Reason == Moved || c.Reason == NotReturned {
		return schedule.ByClient
	}
	return schedule.ByClinic
}
