package course

import (
	"slices"
	"strings"

	"kap/internal/auth"
	"kap/internal/problem"
)

// ClosingReason is why a course closes.
type ClosingReason string

// The reasons. The front desk may close for the client's wish, moved and not
// returned; the others are the prescriber's.
const (
	Completed   ClosingReason = "completed"
	ClientsWish ClosingReason = "clients_wish"
	Moved       ClosingReason = "moved"
	NotReturned ClosingReason = "not_returned"
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
	TakenBack Leftover = "take_back" // the client brings them to a take-back site
	WithThem  Leftover = "with_client"
	NotKnown  Leftover = "unknown"
)

// Closing is the end of a course. Its later bookings are cancelled in the same act.
type Closing struct {
	Reason    ClosingReason `form:"reason"`
	Text      string        `form:"text"`
	VisitHeld bool          `form:"visit_held"` // a closing visit is signed
	Refusal   string        `form:"refusal"`    // or why there is none
	Leftover  Leftover      `form:"leftover"`
}

// Check refuses a closing by somebody who may not, or one that is not whole.
func (c Closing) Check(actor auth.Actor) error {
	var f problem.Fields
	if c.Reason.Words() == "" {
		f.Add("reason", "Choose why the course closes.")
	} else if !actor.May(c.Reason.Permission()) {
		return problem.Newf(problem.Forbidden, "A prescriber closes a course for this reason: %s.", strings.ToLower(c.Reason.Words()))
	}
	if c.Reason == Clinical && strings.TrimSpace(c.Text) == "" {
		f.Add("text", "Write the clinical reason.")
	}
	c.checkVisit(&f)
	if !slices.Contains([]Leftover{NoneLeft, TakenBack, WithThem, NotKnown}, c.Leftover) {
		f.Add("leftover", "Say what becomes of lozenges that are left, or that there are none.")
	}
	return f.Err()
}

// checkVisit: a declined course never began, so it has no closing visit.
func (c Closing) checkVisit(f *problem.Fields) {
	refused := strings.TrimSpace(c.Refusal) != ""
	switch {
	case c.Reason == Declined:
	case !c.VisitHeld && !refused:
		f.Add("refusal", "Hold a closing visit, or write that the client did not want one or could not be reached.")
	case c.VisitHeld && refused:
		f.Add("refusal", "A closing visit was held, so leave this empty.")
	}
}
