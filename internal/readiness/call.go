package readiness

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/safety"
)

// Reasons for calling the prescriber before the lozenge.
const (
	AboutPressure = "blood pressure"
	NewSeries     = "new series of blood pressure" // the word that lets one begin after a stop
	AboutElse     = "something else"
)

// CallReasons lists them in the order of the page.
var CallReasons = []string{AboutPressure, NewSeries, AboutElse}

// CallEntry is a call to the prescriber, logged by who made it.
type CallEntry struct {
	At          time.Time     `form:"at"`
	Called      string        `form:"called"`
	Reason      string        `form:"reason"`
	Answered    safety.Answer `form:"answered"`
	Instruction string        `form:"instruction"`
	ReadBack    bool          `form:"read_back"`
}

// Check says what is missing. An unanswered call is logged too.
func (c CallEntry) Check(now time.Time) error {
	return c.escalation().Check(now)
}

func (c CallEntry) escalation() safety.Escalation {
	return safety.Escalation{At: c.At, Called: c.Called, Reason: c.Reason, Answered: c.Answered,
		Instruction: c.Instruction, ReadBack: c.ReadBack}
}

func (c CallEntry) call(s Session, id uuid.UUID) safety.Call {
	return safety.Call{Escalation: c.escalation(), ID: id, Session: s.ID, Kind: safety.Prescriber}
}

// answeredAt is when a prescriber last answered a call about the pressure, zero when
// none did.
func answeredAt(calls []safety.Call) (at time.Time) {
	for _, c := range calls {
		if c.Answered == safety.Yes && c.Reason != AboutElse {
			at = c.At
		}
	}
	return at
}
