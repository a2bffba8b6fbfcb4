package task

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/problem"
)

// Fact is the row a task is about: its table and id; zero where there is none.
type Fact struct {
	Kind string
	ID   uuid.UUID
}

// New is a task to open.
type New struct {
	Client     uuid.UUID // zero: about the clinic
	Course     uuid.UUID // zero: about no one course
	Kind       Kind
	What       string // title; the kind's words where empty
	Detail     string // one line; the front desk never gets one
	Href       string // where it is done
	OwnerRole  auth.Role
	OwnerStaff uuid.UUID // zero: anyone of the role
	Due        time.Time // zero: no hour
	Urgent     bool
	Fact       Fact
}

// ready is the task as it is stored.
func (n New) ready() New {
	if n.What == "" {
		n.What = n.Kind.Words()
	}
	return n.deskOnly()
}

// Task is one open or closed task as its owner reads it.
type Task struct {
	ID          uuid.UUID
	ClientID    *uuid.UUID // nil: about the clinic
	ClientName  string     // as the client wants to be called
	Kind        Kind
	What        string
	Detail      string
	Href        string
	OwnerRole   auth.Role
	OwnerStaff  *uuid.UUID
	OwnerName   string
	Since       time.Time
	Due         *time.Time
	Urgent      bool
	FromPathway bool // closes itself when the step is done
	FactKind    string
	Fact        *uuid.UUID
	ClosedAt    *time.Time
	ClosedBy    string
	Outcome     string
}

// Where is the page on which the task is done and closes: its own, where it is ticked off
// by hand, else the one it leads to.
func (t Task) Where() string {
	if t.Href != "" && t.Kind != ByHand {
		return t.Href
	}
	own := "/tasks/" + t.ID.String()
	if t.ClientID != nil {
		own = "/clients/" + t.ClientID.String() + own
	}
	return own
}

// Act is what a button that leads to the task says.
func (t Task) Act() string {
	if strings.Contains(t.Href, "/appointments/new") {
		return "Book it"
	}
	return "Open"
}

// MayClose is nil where the actor may tick the task off by hand.
func (t Task) MayClose(a auth.Actor) error {
	if t.ClosedAt != nil {
		return problem.New(problem.Conflict, "This task is closed already.")
	}
	if t.FromPathway && t.Kind != RemindInformation || t.Kind.ClosedByAct() {
		return problem.New(problem.Conflict, "This task closes by itself when the work is done. Open it and do it there.")
	}
	if !t.mineOf(a) {
		return problem.Newf(problem.Conflict, "This task is for the %s; they close it.", t.OwnerRole.Word())
	}
	return nil
}

// mineOf: one's own, of somebody one covers, or of one's role where nobody is named.
func (t Task) mineOf(a auth.Actor) bool {
	if t.OwnerStaff == nil {
		return a.Is(t.OwnerRole)
	}
	return *t.OwnerStaff == a.Staff || slices.Contains(a.Staffs, *t.OwnerStaff)
}

// Overdue says whether the task should have been done by now.
func (t Task) Overdue(now time.Time) bool {
	return t.ClosedAt == nil && t.Due != nil && t.Due.Before(now)
}

// OutcomeEntry is how a task ended, in its owner's words.
type OutcomeEntry struct {
	Outcome string `form:"outcome"`
}

// Check wants words.
func (o OutcomeEntry) Check() error {
	if strings.TrimSpace(o.Outcome) == "" {
		return problem.At("outcome", "Write in a few words what came of it.")
	}
	return nil
}
