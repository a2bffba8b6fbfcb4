package safety

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
)

// Escalation is one call for help: who was called, when, what they said, and that
// it was read back (FHIR Communication). The therapist logs it; an instruction is
// never an order until the prescriber signs one.
type Escalation struct {
	At          time.Time `form:"at"`
	Called      string    `form:"called"` // name, or "911"
	Reason      string    `form:"reason"`
	Answered    Answer    `form:"answered"`
	Instruction string    `form:"instruction"`
	ReadBack    bool      `form:"read_back"`
}

// Check says what is missing. An unanswered call is recorded too.
func (e Escalation) Check(now time.Time) error {
	var f problem.Fields
	checkPast(&f, "at", e.At, now)
	if strings.TrimSpace(e.Called) == "" {
		f.Add("called", "Name who was called.")
	}
	if strings.TrimSpace(e.Reason) == "" {
		f.Add("reason", "Write why the call was made.")
	}
	switch e.Answered {
	case No:
	case Yes:
		e.checkAnswer(&f)
	default:
		f.Add("answered", "Say whether somebody answered.")
	}
	return f.Err()
}

func (e Escalation) checkAnswer(f *problem.Fields) {
	if strings.TrimSpace(e.Instruction) == "" {
		f.Add("instruction", `Write the instruction, or "none given".`)
	}
	if !e.ReadBack {
		f.Add("read_back", "Read the instruction back to the caller, then confirm it here.")
	}
}

// CallsToPrescriber are those made to the prescriber in one session, the first first;
// calls come the latest first.
func CallsToPrescriber(calls []Call, session uuid.UUID) []Call {
	var made []Call
	for _, c := range slices.Backward(calls) {
		if c.Kind == Prescriber && c.SessionID != nil && *c.SessionID == session {
			made = append(made, c)
		}
	}
	return made
}
