package eligibility

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/vitals"
)

// DecisionAt is a decision about a course as it stood at a moment: what everything after
// it asks for. Zero days are not set.
type DecisionAt struct {
	ID            uuid.UUID
	CourseID      uuid.UUID
	Kind          Kind
	CreatedAt     time.Time
	SignedAt      time.Time // zero: a draft then
	SignedBy      string    // name
	ValidFrom     time.Time
	ValidUntil    time.Time
	DeferredUntil time.Time
	ReapplyFrom   time.Time
	Sessions      int // further dosing sessions
	Conditions    []Condition
	Met           []string      // ids of the conditions that were noted as met by then
	Limits        vitals.Limits // this client's own, before a lozenge
	LimitsBy      string        // name of who set them; empty where the protocol's count
}

// Draft says whether it was not signed yet.
func (d DecisionAt) Draft() bool { return d.SignedAt.IsZero() }

// InForce is the rule of Decision; d has to be the one that SignedLast chose.
func (d DecisionAt) InForce(on time.Time) bool { return d.rule().InForce(on) }

// Unmet are the conditions that are open; see Decision.Unmet.
func (d DecisionAt) Unmet(measuredHere time.Time) []Condition {
	return d.rule().Unmet(d.Met, measuredHere)
}

func (d DecisionAt) rule() Ruling {
	return Ruling{Kind: d.Kind, Conditions: d.Conditions, ValidFrom: d.ValidFrom, ValidUntil: d.ValidUntil, SignedAt: d.SignedAt}
}

// SignedLast is the decision of a course that was signed last, whatever it says; zero
// course: of any. Nil where only drafts are, or nothing.
func SignedLast(decisions []DecisionAt, course uuid.UUID) *DecisionAt {
	var last *DecisionAt
	for i := range decisions {
		d := &decisions[i]
		if !d.Draft() && (course == uuid.Nil || d.CourseID == course) && (last == nil || !d.SignedAt.Before(last.SignedAt)) {
			last = d
		}
	}
	return last
}

// DecisionsOf are the decisions of one course.
func DecisionsOf(decisions []DecisionAt, course uuid.UUID) []DecisionAt {
	return slices.DeleteFunc(slices.Clone(decisions), func(d DecisionAt) bool { return d.CourseID != course })
}

// ReapplyFrom is from which day a client may apply again whom the last decision of any
// course declined; zero where it did not, or set no day.
func ReapplyFrom(decisions []DecisionAt) time.Time {
	if last := SignedLast(decisions, uuid.Nil); last != nil && last.Kind == Declined {
		return last.ReapplyFrom
	}
	return time.Time{}
}
