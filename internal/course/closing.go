package course

import (
	"slices"
	"strings"

	"kap/internal/auth"
	"kap/internal/choice"
	"kap/internal/problem"
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

var closingReasons = choice.List[ClosingReason]{{Completed, "Completed"}, {ClientsWish, "The client's wish"}, {Moved, "Moved away"},
	{NotReturned, "Did not return"}, {Clinical, "Clinical reasons"}, {Declined, "Declined"}}

// Choices are the reasons a form offers, of which each actor may some.
func (ClosingReason) Choices() []choice.Answer { return closingReasons.Answers() }

// Words are how a reason is read.
func (r ClosingReason) Words() string { return closingReasons.Words(r) }

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
	TakenBack Leftover = "take-back"
	WithThem  Leftover = "with the client"
	NotKnown  Leftover = "unknown"
)

var leftovers = choice.List[Leftover]{{NoneLeft, "None are left"}, {TakenBack, "The client brings them to a take-back site"},
	{WithThem, "They stay with the client, who owns them"}, {NotKnown, "Not known"}}

// Choices are the answers a form offers.
func (Leftover) Choices() []choice.Answer { return leftovers.Answers() }

// Words are how an answer is read.
func (l Leftover) Words() string { return leftovers.Words(l) }

// ClosingVisit is what became of the closing visit.
type ClosingVisit string

// A closing visit, or its documented refusal.
const (
	VisitHeld       ClosingVisit = "held"
	VisitRefused    ClosingVisit = "refused"
	VisitNotReached ClosingVisit = "not reached"
)

var closingVisits = choice.List[ClosingVisit]{{VisitHeld, "Held"}, {VisitRefused, "Refused by the client"},
	{VisitNotReached, "The client could not be reached"}}

// Choices are the answers a form offers.
func (ClosingVisit) Choices() []choice.Answer { return closingVisits.Answers() }

// Words are how an answer is read.
func (v ClosingVisit) Words() string { return closingVisits.Words(v) }

// ClosingEntry is the end of a course. Its later bookings are cancelled in the same act.
type ClosingEntry struct {
	Reason   ClosingReason `form:"reason" label:"Why it closes" db:"closed_reason"`
	Visit    ClosingVisit  `form:"visit" label:"Closing visit" db:"closing_visit"`
	Leftover Leftover      `form:"leftover" label:"Lozenges that are left"`
	Words    string        `form:"words" db:"closing_words"` // for the desk, nothing clinical
}

// Check refuses a closing by somebody who may not, or one that is not whole.
func (c ClosingEntry) Check(actor auth.Actor) error {
	var f problem.Fields
	if !closingReasons.Has(c.Reason) {
		f.Add("reason", "Choose why the course closes.")
	} else if !actor.May(c.Reason.Permission()) {
		return problem.Newf(problem.Forbidden, "A prescriber closes a course for this reason: %s.", strings.ToLower(c.Reason.Words()))
	}
	// A declined course never began, so it has no closing visit.
	if c.Reason != Declined && !closingVisits.Has(c.Visit) {
		f.Add("visit", "Hold a closing visit, or say that the client refused it or could not be reached.")
	}
	if !leftovers.Has(c.Leftover) {
		f.Add("leftover", "Say what becomes of lozenges that are left, or that there are none.")
	}
	return f.Err()
}

// cancelledBy is whose the cancelled bookings are.
func (c ClosingEntry) cancelledBy() string {
	if c.Reason == ClientsWish || c.Reason == Moved || c.Reason == NotReturned {
		return "client"
	}
	return "clinic"
}
