package safety

import (
	"slices"
	"strings"
	"time"

	"kap/internal/problem"

	"github.com/google/uuid"
)

// Checking is a risk check as it is typed in, with the safety plan where one was made or
// updated in it.
type Checking struct {
	RiskCheck
	Session    uuid.UUID  `form:"session"`
	Called     string     `form:"called_to"` // the prescriber's name
	SafetyPlan SafetyPlan `form:"safety_plan"`
}

// Check is the check's own, and the plan's where the disposition says there is one.
func (c Checking) Check(now time.Time) error {
	var f problem.Fields
	if err := f.Join("", c.RiskCheck.Check(now)); err != nil {
		return err
	}
	if c.did(PrescriberCalled) && strings.TrimSpace(c.Called) == "" {
		f.Add("called_to", "Name the prescriber who was called.")
	}
	if c.did(PlanMade) {
		if err := f.Join("safety_plan.", c.SafetyPlan.Check()); err != nil {
			return err
		}
	}
	return f.Err()
}

// Crisis says whether crisis care was called in: a question for the prescriber also
// where nothing pauses the course (protocol 1.4).
func (r RiskCheck) Crisis() bool {
	return slices.ContainsFunc([]Disposition{ToED, ToEmergency, ToLifeline}, r.did)
}

// Happening is an adverse event as it is typed in.
type Happening struct {
	AdverseEvent
	Session uuid.UUID `form:"session"`
}

// Ending is what is added to an adverse event that lasted when it was recorded.
type Ending struct {
	EndedAt time.Time `form:"ended_at"`
	Outcome string    `form:"outcome"`
	Action  string    `form:"action"`
}

// over is the event with its ending.
func (e Ending) over(event AdverseEvent) AdverseEvent {
	event.EndedAt, event.Outcome, event.Action = e.EndedAt, e.Outcome, e.Action
	return event
}

// Closing is what is typed to close an incident.
type Closing struct {
	Words string `form:"closed_words"`
}

// Check wants words.
func (c Closing) Check() error {
	if strings.TrimSpace(c.Words) == "" {
		return problem.At("closed_words", "Write what was found and what was done about it.")
	}
	return nil
}

// Coming is the answer to the front desk's call for a clinician.
type Coming struct {
	Words string `form:"instruction"`
}

// Check wants words.
func (c Coming) Check() error {
	if strings.TrimSpace(c.Words) == "" {
		return problem.At("instruction", "Write in a few words what you found.")
	}
	return nil
}
