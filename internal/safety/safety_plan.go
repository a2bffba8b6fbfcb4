package safety

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
)

// SafetyPlan is the client's plan for a crisis, step by step in the client's
// words (FHIR CarePlan; Safety Planning Intervention, Stanley and Brown 2012).
type SafetyPlan struct {
	ID            uuid.UUID `form:"-" facts:"-"`
	At            time.Time `form:"-" facts:"-"` // of the check it was made in
	WarningSigns  string    `form:"warning_signs"`
	Steadying     string    `form:"steadying" label:"What steadies me when alone"`
	People        string    `form:"people" label:"People I can ask for help, with phone"`
	Professionals string    `form:"professionals" label:"Professionals, with phone"` // 988 is always printed
	SafePlace     string    `form:"safe_place" label:"Making the surroundings safe"` // means put out of reach
	Reasons       string    `form:"reasons" label:"Reasons for living"`
	AgreedWithUs  bool      `form:"agreed_with_us" label:"Gone through with the client"`
	RecordedBy    string    `form:"-" db:"recorded_by,read" facts:"-"`
}

// Check asks for the steps that make it a plan.
func (p SafetyPlan) Check() error {
	var f problem.Fields
	for _, step := range []struct{ name, text, ask string }{
		{"warning_signs", p.WarningSigns, "Write the signs by which the client knows a crisis is coming."},
		{"steadying", p.Steadying, "Write what steadies the client when alone."},
		{"people", p.People, "Name at least one person the client can ask for help, with a phone number."},
		{"safe_place", p.SafePlace, "Write how means are put out of reach, or that there are none."},
	} {
		if strings.TrimSpace(step.text) == "" {
			f.Add(step.name, "%s", step.ask)
		}
	}
	if !p.AgreedWithUs {
		f.Add("agreed_with_us", "Go through the plan with the client, then confirm it here.")
	}
	return f.Err()
}
