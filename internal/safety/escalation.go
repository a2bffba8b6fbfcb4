package safety

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/choice"
	"kap/internal/problem"
)

// Escalation is one call for help: who was called, when, what they said, and that
// it was read back (FHIR Communication). The therapist logs it; an instruction is
// never an order until the prescriber signs one.
type Escalation struct {
	At          time.Time `form:"at" label:"When"`
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
		if c.Kind == Prescriber && c.Session == session {
			made = append(made, c)
		}
	}
	return made
}

// Call is an escalation as it is stored.
type Call struct {
	Escalation
	ID         uuid.UUID
	Session    uuid.UUID `db:"session_id"` // zero: without a session
	Kind       CallKind
	RecordedBy string     `db:"recorded_by,read"`
	AnsweredAt *time.Time `db:"answered_at,read"` // of one that is Urgent
	AnsweredBy string     `db:"answered_by,read"`
}

// Waits says whether the front desk still waits for a clinician.
func (c Call) Waits() bool { return c.Kind == Urgent && c.AnsweredAt == nil }

// CallKind is who was called.
type CallKind string

// The kinds of call.
const (
	Urgent            CallKind = "urgent" // the front desk's one button: clinician now
	Prescriber        CallKind = "prescriber"
	EmergencyServices CallKind = "emergency services"
)

var callKinds = choice.List[CallKind]{{Urgent, "Clinician now"}, {Prescriber, "Prescriber called"}, {EmergencyServices, "Emergency services called"}}

// Words are how a call is read.
func (k CallKind) Words() string { return callKinds.Words(k) }

// ComingEntry is the answer to the front desk's call for a clinician.
type ComingEntry struct {
	Words string `form:"instruction" label:"What you found"`
}

// Check wants words.
func (c ComingEntry) Check() error {
	if strings.TrimSpace(c.Words) == "" {
		return problem.At("instruction", "Write in a few words what you found.")
	}
	return nil
}
