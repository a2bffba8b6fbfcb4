package eligibility

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/choice"
	"kap/internal/fold"
	"kap/internal/problem"
)

// ConditionKind types a condition, so that what meets it can be recognized.
type ConditionKind string

// The kinds of condition.
const (
	PressureCondition  ConditionKind = "pressure"  // measured here before the first dose
	ClearanceCondition ConditionKind = "clearance" // by cardiology or another specialty
	TestCondition      ConditionKind = "test"      // laboratory, ECG, pregnancy, drug screen
	PlanCondition      ConditionKind = "safety plan"
	MedicineCondition  ConditionKind = "medicine" // changed or held
	DocumentCondition  ConditionKind = "document"
	OtherCondition     ConditionKind = "other"
)

var conditionKinds = choice.List[ConditionKind]{
	{PressureCondition, "Blood pressure measured here"}, {ClearanceCondition, "Clearance by another specialty"},
	{TestCondition, "Test or laboratory result"}, {PlanCondition, "Safety plan"},
	{MedicineCondition, "Medicine changed or held"}, {DocumentCondition, "Document"}, {OtherCondition, "Other"},
}

// Choices are the kinds a form offers.
func (ConditionKind) Choices() []choice.Answer { return conditionKinds.Answers() }

// Condition is something that has to be met before the first lozenge under the
// decision. It does not stop a booking.
type Condition struct {
	ID    string        `form:"id" json:"id"`
	Kind  ConditionKind `form:"kind" json:"kind"`
	Words string        `form:"words" json:"words" label:"What has to be met"`
	Due   time.Time     `form:"due" json:"due" as:"date" label:"By"`
}

// told is the condition under the kind its words spell out, where Other was chosen: what
// meets a condition by itself goes by the kind.
func (c Condition) told() Condition {
	if i := fold.Index(c.Words, conditionKinds.Answers(), func(a choice.Answer) []string { return []string{a.Words, a.Value} }); c.Kind == OtherCondition && i >= 0 {
		c.Kind = conditionKinds[i].Value
	}
	return c
}

func (c Condition) check(today time.Time) error {
	var f problem.Fields
	if !conditionKinds.Has(c.Kind) {
		f.Add("kind", "Choose what kind of condition this is.")
	}
	if strings.TrimSpace(c.Words) == "" {
		f.Add("words", "Write what has to be met.")
	}
	if c.Due.IsZero() || c.Due.Before(today) {
		f.Add("due", "Choose a day by which it has to be met, today or later.")
	}
	return f.Err()
}

// MetBy says whether a condition is met by itself: blood pressure, once it was measured
// here after the decision was signed. What the value allows is readiness's to say.
func (c Condition) MetBy(measuredHere, signed time.Time) bool {
	return c.Kind == PressureCondition && !signed.IsZero() && measuredHere.After(signed)
}

// Unmet are the decision's conditions that nobody noted as met (by ID) and that the
// latest blood pressure measured here (zero: never; see vitals.MeasuredHere) does not meet.
func (d Ruling) Unmet(met []string, measuredHere time.Time) []Condition {
	var open []Condition
	for _, c := range d.Conditions {
		if !slices.Contains(met, c.ID) && !c.MetBy(measuredHere, d.SignedAt) {
			open = append(open, c)
		}
	}
	return open
}

// ConditionMet is a condition that was met, with what shows it.
type ConditionMet struct {
	ID         uuid.UUID
	DecisionID uuid.UUID
	Condition  string // its id within the decision
	Evidence   string
	At         time.Time
	By         string // with credentials
}

// MetIDs are the ids of the conditions of one decision that were met.
func MetIDs(met []ConditionMet, decision uuid.UUID) []string {
	var ids []string
	for _, m := range met {
		if m.DecisionID == decision {
			ids = append(ids, m.Condition)
		}
	}
	return ids
}
