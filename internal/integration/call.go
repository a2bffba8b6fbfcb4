package integration

import (
	"slices"
	"strings"
	"time"

	"kap/internal/problem"
	"kap/internal/protocol"

	"github.com/google/uuid"
)

// Outcome is how one attempt to call ended.
type Outcome string

// The outcomes. Only reached closes the call.
const (
	Reached     Outcome = "reached"
	MessageLeft Outcome = "message left"
	NoAnswer    Outcome = "no answer"
	WithEscort  Outcome = "spoke with escort"
)

// Doing is how the client is doing.
type Doing string

// How a client is doing.
const (
	Well   Doing = "well"
	Uneasy Doing = "uneasy"
	Unwell Doing = "unwell"
	Urgent Doing = "urgent"
)

// SafetyCall is one attempt at the call of the day after a dosing session (also when
// the clinic is closed) or after a risk check. It is never removed; another attempt is
// another row.
type SafetyCall struct {
	At          time.Time `form:"at"`
	Outcome     Outcome   `form:"outcome"`
	Doing       Doing     `form:"doing"`
	Words       string    `form:"words"`
	Instruction string    `form:"instruction"`
	RiskCheck   uuid.UUID `form:"-" db:"risk_check_id"` // made in the call
}

// CallOn is the calendar day of the safety call: the next, even if closed.
func CallOn(dosing time.Time, b protocol.Body) time.Time {
	return dosing.AddDate(0, 0, b.Integration.SafetyCall)
}

// IsCall says whether a call made on one calendar day is the safety call of a dosing day:
// made on the day it is due or later. What is said before belongs to the dosing day.
func IsCall(dosing, called time.Time, b protocol.Body) bool { return !called.Before(CallOn(dosing, b)) }

// Closes says whether nobody has to call again.
func (c SafetyCall) Closes() bool { return c.Outcome == Reached }

// Check refuses a call that is not whole. Speaking with the client includes a risk check.
func (c SafetyCall) Check(now time.Time) error {
	var f problem.Fields
	if c.At.IsZero() || c.At.After(now) {
		f.Add("at", "Enter when the call was made; it cannot be in the future.")
	}
	if !slices.Contains([]Outcome{Reached, MessageLeft, NoAnswer, WithEscort}, c.Outcome) {
		f.Add("outcome", "Choose how the call ended.")
	}
	if c.Outcome == Reached || c.Outcome == WithEscort {
		c.checkSpoken(&f)
	}
	return f.Err()
}

func (c SafetyCall) checkSpoken(f *problem.Fields) {
	if !slices.Contains([]Doing{Well, Uneasy, Unwell, Urgent}, c.Doing) {
		f.Add("doing", "Say how the client is doing.")
	}
	if c.Doing != Well && strings.TrimSpace(c.Words) == "" {
		f.Add("words", "Describe how the client is doing.")
	}
	if c.CallsPrescriber() && strings.TrimSpace(c.Instruction) == "" {
		f.Add("instruction", "Call the prescriber, and write the instruction.")
	}
	if c.Outcome == Reached && c.RiskCheck == uuid.Nil {
		f.Add("risk_check", "Make a risk check in the call.")
	}
}

// CallsPrescriber says whether the prescriber is called at once.
func (c SafetyCall) CallsPrescriber() bool { return c.Doing == Unwell || c.Doing == Urgent }
