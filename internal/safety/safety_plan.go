package safety

import (
	"strings"

	"kap/internal/problem"
)

// SafetyPlan is the client's plan for a crisis, in six steps and the client's
// words (FHIR CarePlan; Safety Planning Intervention, Stanley and Brown 2012).
type SafetyPlan struct {
	WarningSigns  string `form:"warning_signs"`
	OwnCoping     string `form:"own_coping"`     // what I can do alone
	Distraction   string `form:"distraction"`    // people and places
	People        string `form:"people"`         // whom I can ask for help, with phone
	Professionals string `form:"professionals"`  // with phone; 988 is always printed
	SafeSpace     string `form:"safe_space"`     // means put out of reach
	AgreedWithUs  bool   `form:"agreed_with_us"` // gone through with the client
}

// Check asks for the steps that make it a plan.
func (p SafetyPlan) Check() error {
	var f problem.Fields
	for _, step := range []struct{ name, text, ask string }{
		{"warning_signs", p.WarningSigns, "Write the signs by which the client knows a crisis is coming."},
		{"own_coping", p.OwnCoping, "Write what the client can do alone."},
		{"people", p.People, "Name at least one person the client can ask for help, with a phone number."},
		{"safe_space", p.SafeSpace, "Write how means are put out of reach, or that there are none."},
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
