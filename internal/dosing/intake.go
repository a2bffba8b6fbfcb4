package dosing

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/calendar"
	"kap/internal/medication"
	"kap/internal/problem"
	"kap/internal/readiness"
)

// Kept is what became of the lozenge after the mouth. Swallowing adds exposure
// (protocol 2), so it is recorded.
type Kept string

// Unknown while the lozenge is still in the mouth.
const (
	KeptUnknown Kept = ""
	Spat        Kept = "spat"
	Swallowed   Kept = "swallowed"
)

// mostMinutes is where minutes in the mouth are a slip of the pen. Longer than the
// protocol's most is recorded as it was.
const mostMinutes = 180

// LineEntry is the form of lozenges of one strength and lot.
type LineEntry struct {
	medication.Line
	Lot string `form:"lot"`
}

// IntakeEntry is the form of lozenges that were taken together by the client, who is the
// performer; the clinic witnesses (FHIR MedicationAdministration).
type IntakeEntry struct {
	Step       medication.Step  `form:"step"` // what the page offered; another since then is a conflict
	At         time.Time        `form:"at"`
	Lines      []LineEntry      `form:"lines"`
	Witness    uuid.UUID        `form:"witness"`
	AskedFor   readiness.Answer `form:"asked_for"` // of a booster: the client asks for it
	Words      string           `form:"words"`
	AllTheSame bool             `form:"all_the_same"` // it was taken although refused
}

// Check finds what cannot have been. What was taken against the order is refused
// nowhere: it is recorded as unplanned.
func (e IntakeEntry) Check(now time.Time) error {
	var f problem.Fields
	moment(&f, "at", e.At, now, "Write when the lozenge was taken.")
	if e.Witness == uuid.Nil {
		f.Add("witness", "Write who saw it.")
	}
	if len(e.Lines) == 0 {
		f.Add("lines", "Write how many lozenges of which strength were taken.")
	}
	for n, line := range e.Lines {
		if line.Units <= 0 {
			f.Add(fmt.Sprintf("lines[%d].units", n), "Write how many were taken, in halves: 0.5, 1, 1.5.")
		}
		if line.Strength <= 0 {
			f.Add(fmt.Sprintf("lines[%d].strength", n), "Write the mg of one lozenge.")
		}
	}
	return f.Err()
}

// used leaves out lines of which nothing was taken.
func (e IntakeEntry) used() IntakeEntry {
	var lines []LineEntry
	for _, l := range e.Lines {
		if l.Units != 0 {
			lines = append(lines, l)
		}
	}
	e.Lines = lines
	return e
}

func (e IntakeEntry) lines() []medication.Line {
	var lines []medication.Line
	for _, l := range e.Lines {
		lines = append(lines, l.Line)
	}
	return lines
}

// Intake is lozenges taken together, as they are kept.
type Intake struct {
	ID           uuid.UUID
	At           time.Time
	Kind         medication.Step
	MG           medication.MG
	Minutes      *int // in the mouth; nil while it is, or not known
	Kept         Kept
	Planned      bool
	Prescription uuid.UUID `db:"prescription_id"`
	GateCheck    uuid.UUID `db:"gate_check_id"` // readiness as it stood; a booster's is the first lozenge's
	Incident     uuid.UUID `db:"incident_id"`
	Witness      uuid.UUID
	WitnessName  string `sign:"-" db:"witness_name,read"`
	FromPaper    bool
	AskedFor     readiness.Answer // of a booster
	Words        string
	Lines        []IntakeLine `db:"lines,read"`
}

// IntakeLine is some lozenges of one strength and lot.
type IntakeLine struct {
	Intake   uuid.UUID
	Units    medication.Units
	Strength medication.Strength
	Lot      string
}

// MedicineLines are the lozenges as the order's rules count them.
func (i Intake) MedicineLines() []medication.Line {
	var lines []medication.Line
	for _, l := range i.Lines {
		lines = append(lines, medication.Line{Units: l.Units, Strength: l.Strength})
	}
	return lines
}

// LinesWords reads "1.5 × 100 mg".
func (i Intake) LinesWords() string { return medication.Words(i.MedicineLines()) }

// Until is when the lozenge left the mouth; zero while it is there, or not known.
func (i Intake) Until() time.Time {
	if i.Minutes == nil {
		return time.Time{}
	}
	return i.At.Add(calendar.Minutes(*i.Minutes))
}
