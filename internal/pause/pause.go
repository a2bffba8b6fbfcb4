package pause

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/problem"
)

// DeskWord is what the front desk reads of a pause, and why a booking is tentative.
const DeskWord = "Paused"

// Kind is why a course is paused; the front desk reads only "Paused".
type Kind string

// The kinds.
const (
	Medical        Kind = "medical"
	Psychiatric    Kind = "psychiatric"
	Administrative Kind = "administrative"
	ClientsWish    Kind = "client's wish"
)

// Kinds in the order people choose them.
var Kinds = []Kind{Administrative, ClientsWish, Medical, Psychiatric}

// Known says whether k is one of the kinds.
func (k Kind) Known() bool {
	return k == Medical || k == Psychiatric || k == Administrative || k == ClientsWish
}

// Clinical pauses are opened by hand and lifted by a prescriber only.
func (k Kind) Clinical() bool { return k != Administrative && k != ClientsWish }

// Permission is what opening by hand or lifting takes.
func (k Kind) Permission() auth.Permission {
	if k.Clinical() {
		return auth.LiftPause
	}
	return auth.PauseAtDesk
}

// Allowed is nil where the actor may open or lift this kind.
func (k Kind) Allowed(a auth.Actor) error {
	if a.May(k.Permission()) {
		return nil
	}
	if k.Clinical() {
		return problem.New(problem.Forbidden, "Only a prescriber decides about this pause.")
	}
	return problem.New(problem.Forbidden, "The front desk or a prescriber decides about this pause.")
}

// Fact is the row that caused something: its table and id; zero where it was by hand.
type Fact struct {
	Kind string
	ID   uuid.UUID
}

// ByHand says that no row caused it.
func (f Fact) ByHand() bool { return f.ID == uuid.Nil }

// Opening is a pause to open.
type Opening struct {
	ID     uuid.UUID // zero: a new one
	Client uuid.UUID
	Course uuid.UUID // zero: the client's open course
	Kind   Kind
	Fact   Fact
	Reason string
}

// Pause is one pause as the care team reads it.
type Pause struct {
	ID           uuid.UUID
	CourseID     uuid.UUID
	Kind         Kind
	FactKind     string
	Fact         *uuid.UUID
	Reason       string
	OpenedAt     time.Time
	OpenedBy     string // name; empty: a worker
	OpenedAtDesk bool   // by somebody of the front desk
	LiftedAt     *time.Time
	LiftedBy     string
	LiftedReason string
}

// Open says whether the pause still holds.
func (p Pause) Open() bool { return p.LiftedAt == nil }

// Of are the pauses of one course.
func Of(pauses []Pause, course uuid.UUID) []Pause {
	return slices.DeleteFunc(slices.Clone(pauses), func(p Pause) bool { return p.CourseID != course })
}

// ForDesk is the pause as the front desk reads it: what it wrote itself stays,
// what anybody else wrote is "Paused".
func (p Pause) ForDesk() Pause {
	if !p.OpenedAtDesk {
		p.Kind, p.Reason = "", ""
	}
	p.FactKind, p.Fact, p.LiftedReason = "", nil, ""
	return p
}

// Words are the pause in one word or two: "Paused, administrative".
func (p Pause) Words() string {
	if p.Kind == "" {
		return DeskWord
	}
	return "Paused, " + string(p.Kind)
}

// PauseEntry is what is typed to pause a course.
type PauseEntry struct {
	Kind   Kind   `form:"kind" label:"Why"`
	Reason string `form:"reason"`
}

// Check says what is missing.
func (b PauseEntry) Check() error {
	var f problem.Fields
	if !b.Kind.Known() {
		f.Add("kind", "Choose why the course is paused.")
	}
	if strings.TrimSpace(b.Reason) == "" {
		f.Add("reason", "Write why, in a sentence.")
	}
	return f.Err()
}

// LiftingEntry is what is typed to lift a pause.
type LiftingEntry struct {
	Reason string `form:"lifted_reason" label:"Why the course can go on"`
}

// Check wants a reason.
func (l LiftingEntry) Check() error {
	if strings.TrimSpace(l.Reason) == "" {
		return problem.At("lifted_reason", "Write why the course can go on.")
	}
	return nil
}
