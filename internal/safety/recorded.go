package safety

import (
	"slices"
	"time"

	"github.com/google/uuid"
)

// Checked is a risk check as it is stored.
type Checked struct {
	RiskCheck
	ID         uuid.UUID
	SessionID  *uuid.UUID
	CalledTo   string
	RecordedBy string
}

// Words are the check in one line: "active ideation, a plan".
func (c Checked) Words() string {
	if opened := c.Opens(); opened.Pause != "" {
		return opened.Reason
	}
	if c.Ideation == IdeationPassive {
		return "Passive ideation."
	}
	return "No ideation."
}

// CheckedOn says whether one of the checks was made on a calendar day of the clinic.
func CheckedOn(checks []Checked, day time.Time, zone *time.Location) bool {
	y, m, d := day.In(zone).Date()
	return slices.ContainsFunc(checks, func(c Checked) bool {
		cy, cm, cd := c.At.In(zone).Date()
		return cy == y && cm == m && cd == d
	})
}

// Planned is a safety plan as it is stored.
type Planned struct {
	SafetyPlan
	ID         uuid.UUID
	At         time.Time
	RecordedBy string
}

// Event is an adverse event as it is stored.
type Event struct {
	AdverseEvent
	ID         uuid.UUID
	SessionID  *uuid.UUID
	RecordedBy string
}

// Lasts says whether its ending is still to be told.
func (e Event) Lasts() bool {
	return e.EndedAt.IsZero() && e.Outcome != "resolved" && e.Outcome != "died"
}

// NewIncident is what did not go as the rules say (FHIR AdverseEvent, potential), to be
// recorded.
type NewIncident struct {
	ID      uuid.UUID
	Client  uuid.UUID
	Session uuid.UUID // zero: without a session
	Kind    IncidentKind
	Fact    Fact
	Words   string
	At      time.Time // zero: now
	Second  uuid.UUID // who counted again, of a discrepancy; zero: nobody
}

// Incident is one as it is stored.
type Incident struct {
	ID          uuid.UUID
	SessionID   *uuid.UUID
	Kind        IncidentKind
	FactKind    string
	Fact        *uuid.UUID
	Words       string
	At          time.Time
	OpenedBy    string
	ClosedAt    *time.Time
	ClosedBy    string
	ClosedWords string
}

// Open says whether it still waits for an answer.
func (i Incident) Open() bool { return i.ClosedAt == nil }

// Fact is the row something is about; zero for none.
type Fact struct {
	Kind string
	ID   uuid.UUID
}

// IncidentKind is what went otherwise.
type IncidentKind string

// The kinds.
const (
	Unplanned        IncidentKind = "unplanned" // a lozenge taken that nobody planned
	NotCleared       IncidentKind = "not cleared"
	TooEarly         IncidentKind = "interval"
	BeyondAuthorized IncidentKind = "beyond authorised"
	Discrepancy      IncidentKind = "discrepancy"
	NotIntegrated    IncidentKind = "integration"
	NobodyPresent    IncidentKind = "presence"
)

// NewCall is an escalation to be logged.
type NewCall struct {
	Escalation
	ID      uuid.UUID // zero: a new one
	Client  uuid.UUID
	Session uuid.UUID // zero: without a session
	Kind    CallKind
	Fact    Fact
	Staff   uuid.UUID // zero: nobody of this clinic
}

// Call is an escalation as it is stored.
type Call struct {
	Escalation
	ID         uuid.UUID
	SessionID  *uuid.UUID
	Kind       CallKind
	RecordedBy string
	AnsweredAt *time.Time
	AnsweredBy string
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

// SafetyCall is one attempt to call the client, as the list shows it.
type SafetyCall struct {
	ID          uuid.UUID
	At          time.Time
	Outcome     string
	Doing       string
	Words       string
	Instruction string
	RecordedBy  string
}
