package dosing

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/calendar"
	"kap/internal/medication"
)

// EventEntry is one event as it is kept.
type EventEntry struct {
	ID uuid.UUID
	Event
	By            uuid.UUID
	ByName        string `sign:"-"`
	CreatedAt     time.Time
	TimeUncertain bool
}

// Word is what happened, as it is shown.
func (e EventEntry) Word() string {
	if kind, known := KindOf(e.Kind); known {
		return kind.Word
	}
	return e.Kind
}

// IntakeEntry is lozenges taken together, as they are kept.
type IntakeEntry struct {
	ID           uuid.UUID
	At           time.Time
	Kind         string // first, booster
	MG           medication.MG
	Minutes      *int // in the mouth; nil while it is, or not known
	Kept         Kept
	Planned      bool
	Prescription uuid.UUID
	GateCheck    uuid.UUID
	Incident     uuid.UUID
	Witness      uuid.UUID
	WitnessName  string `sign:"-"`
	FromPaper    bool
	Words        string
	Lines        []IntakeLine `db:"-"`
}

// IntakeLine is some lozenges of one strength and lot.
type IntakeLine struct {
	Intake   uuid.UUID
	Units    medication.Units
	Strength medication.Strength
	Lot      string
}

// LinesWords reads "1.5 × 100 mg".
func (i IntakeEntry) LinesWords() string {
	var lines []medication.Line
	for _, l := range i.Lines {
		lines = append(lines, medication.Line{Units: l.Units, Strength: l.Strength})
	}
	return medication.Words(lines)
}

// Until is when the lozenge left the mouth; zero while it is there, or not known.
func (i IntakeEntry) Until() time.Time {
	if i.Minutes == nil {
		return time.Time{}
	}
	return i.At.Add(calendar.Minutes(*i.Minutes))
}

// ImpressionEntry is impressions as they are kept.
type ImpressionEntry struct {
	ID uuid.UUID
	At time.Time
	Impression
	By     uuid.UUID
	ByName string `sign:"-"`
}

// DepartureEntry is how the client left, as it is kept.
type DepartureEntry struct {
	ID                uuid.UUID
	At                time.Time
	Criteria          []Criterion
	Manner            Manner
	EscortName        string
	Detail            Details
	Text              string
	InstructionsGiven bool
	By                uuid.UUID
	ByName            string `sign:"-"`
}
