package safety

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
)

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
