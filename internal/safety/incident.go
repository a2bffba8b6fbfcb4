package safety

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/choice"
	"kap/internal/problem"
)

// Incident is what did not go as the rules say (FHIR AdverseEvent, potential).
type Incident struct {
	ID           uuid.UUID
	Session      uuid.UUID `db:"session_id"` // zero: without a session
	Kind         IncidentKind
	FactKind     string    // the table of the row it is about
	Fact         uuid.UUID // its id
	Words        string
	At           time.Time  // zero, where it is opened: now
	SecondPerson uuid.UUID  // who counted again, of a discrepancy; zero: nobody
	OpenedBy     string     `db:"opened_by,read"`
	ClosedAt     *time.Time `db:"closed_at,read"`
	ClosedBy     string     `db:"closed_by,read"`
	ClosedWords  string     `db:"closed_words,read"`
}

// Open says whether it still waits for an answer.
func (i Incident) Open() bool { return i.ClosedAt == nil }

// IncidentKind is what went otherwise.
type IncidentKind string

// The kinds.
const (
	Unplanned   IncidentKind = "unplanned"
	TooEarly    IncidentKind = "interval"
	Discrepancy IncidentKind = "discrepancy"
)

var incidentKinds = choice.List[IncidentKind]{{Unplanned, "A lozenge taken that was not planned"},
	{TooEarly, "Too few days since the last dose"}, {Discrepancy, "Lozenge count does not match"}}

// Words are how a kind is read.
func (k IncidentKind) Words() string { return incidentKinds.Words(k) }

// ClosingEntry is what is typed to close an incident.
type ClosingEntry struct {
	Words string `form:"closed_words" label:"What was found and done"`
}

// Check wants words.
func (c ClosingEntry) Check() error {
	if strings.TrimSpace(c.Words) == "" {
		return problem.At("closed_words", "Write what was found and what was done about it.")
	}
	return nil
}
