package safety

import (
	"time"

	"github.com/google/uuid"
)

// SafetyCall is one attempt to call the client, as integration keeps it.
type SafetyCall struct {
	ID          uuid.UUID
	SessionID   *uuid.UUID
	DosingDayID *uuid.UUID
	At          time.Time
	Outcome     string
	Doing       string
	Words       string
	Instruction string
	RecordedBy  string
}
