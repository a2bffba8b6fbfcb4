package dosing

import (
	"fmt"
	"slices"
	"time"

	"kap/internal/medication"
	"kap/internal/problem"
	"kap/internal/protocol"
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

// Intake is lozenges taken together by the client, who is the performer; the clinic
// witnesses (FHIR MedicationAdministration).
type Intake struct {
	At      time.Time         `form:"at"`
	Lines   []medication.Line `form:"lines"`
	Minutes *int              `form:"minutes"` // kept in the mouth; nil while it is
	Kept    Kept              `form:"kept"`
	Witness string            `form:"witness"`
}

// MG is the dose, exactly.
func (i Intake) MG() medication.MG { return medication.Total(i.Lines) }

// Check finds what cannot have been. What was taken against the order is refused
// nowhere: it is recorded as unplanned.
func (i Intake) Check(b protocol.Body, now time.Time) error {
	var f problem.Fields
	moment(&f, "at", i.At, now, "Write when the lozenge was taken.")
	f.Blank("witness", i.Witness, "Write who saw it.")
	if len(i.Lines) == 0 {
		f.Add("lines", "Write how many lozenges of which strength were taken.")
	}
	for n, line := range i.Lines {
		if line.Units <= 0 {
			f.Add(fmt.Sprintf("lines[%d].units", n), "Write how many were taken, in halves: 0.5, 1, 1.5.")
		}
		if line.Strength <= 0 {
			f.Add(fmt.Sprintf("lines[%d].strength", n), "Write the mg of one lozenge.")
		}
	}
	if i.Minutes != nil && (*i.Minutes < 0 || *i.Minutes > mostMinutes) {
		f.Add("minutes", "Write the minutes the lozenge was kept in the mouth, usually %d to %d.", b.Lozenge.MouthLeast, b.Lozenge.MouthUsual)
	}
	if !slices.Contains([]Kept{KeptUnknown, Spat, Swallowed}, i.Kept) {
		f.Add("kept", "Choose spat or swallowed.")
	}
	return f.Err()
}
