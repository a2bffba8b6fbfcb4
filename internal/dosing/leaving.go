package dosing

import (
	"time"

	"github.com/google/uuid"

	"kap/internal/calendar"
	"kap/internal/problem"
	"kap/internal/protocol"
	"kap/internal/readiness"
	"kap/internal/safety"
	"kap/internal/vitals"
)

// DepartureEntry is how a client is when leaving and how they leave (protocol 4.6).
type DepartureEntry struct {
	At                time.Time        `form:"at"`
	Oriented          *int             `form:"oriented"` // of person, place, time and situation, 0-4
	WalksSteadily     readiness.Answer `form:"walks_steadily"`
	NauseaControlled  readiness.Answer `form:"nausea_controlled"`
	OwnBaseline       readiness.Answer `form:"own_baseline"` // back to how this client usually is
	Safe              readiness.Answer `form:"safe"`         // mood and suicide check done, nothing that needs company
	EscortPresent     readiness.Answer `form:"escort_present"`
	EscortName        string           `form:"escort_name"`
	InstructionsGiven readiness.Answer `form:"instructions_given"` // in writing

	Manner Manner  `form:"manner"`
	Detail Details `form:"detail"`
	Text   string  `form:"text"`
}

// Stay is what the session knows when a client wants to leave.
type Stay struct {
	Zone       *time.Location
	LastIntake time.Time
	Reading    *vitals.Reading // the last one, not voided
	Baseline   vitals.Value    // the deciding value at the lozenge
	SpO2       int             // percent, at baseline
	Limits     vitals.Limits
	Calls      []safety.Call // to a prescriber, in this session
	// Desk criteria never keep anybody.
	IntegrationBooked bool
	CountClosed       bool
}

// Criterion is one of the criteria of leaving with its value.
type Criterion struct {
	Key      string `json:"key"`
	Title    string `json:"title"`
	Value    string `json:"value"` // empty when not known
	Met      bool   `json:"met"`
	Sentence string `json:"-"` // what to do while it is not met
}

// EarliestLeaving is when a client may leave at the earliest.
func EarliestLeaving(lastIntake time.Time, b protocol.Body) time.Time {
	return lastIntake.Add(calendar.Minutes(b.Leaving.SinceIntake))
}

// Criteria are the clinical criteria at the time of leaving. While one is not met,
// observation goes on.
func (d DepartureEntry) Criteria(s Stay, b protocol.Body) []Criterion {
	return []Criterion{
		d.time(s, b),
		s.alert(d.At, b),
		d.oriented(b),
		s.pressure(d.At, b),
		s.oxygen(d.At, b),
		said("walks_steadily", "Walks steadily", d.WalksSteadily, "Walk a few steps together before leaving; stay while it is unsteady."),
		said("nausea_controlled", "Nausea controlled", d.NauseaControlled, "Stay until nausea has settled; ask the prescriber about a medicine."),
		said("own_baseline", "Back to their own baseline", d.OwnBaseline, "Stay until the client feels and seems as usual."),
		said("safe", "Mood and safety checked", d.Safe, "Ask about mood and thoughts of suicide; if there is anything, do the risk check."),
		d.escort(),
		said("instructions_given", "Written instructions given", d.InstructionsGiven, "Give the written instructions and go through them."),
	}
}

// Unmet are the criteria that still keep the client.
func Unmet(criteria []Criterion) []Criterion {
	var unmet []Criterion
	for _, c := range criteria {
		if !c.Met {
			unmet = append(unmet, c)
		}
	}
	return unmet
}

// Check says whether the client may leave so. Against advice and to emergency care a
// client leaves with criteria unmet; everybody else stays until they are met, and
// a safe arrangement stands in for the escort.
func (d DepartureEntry) Check(s Stay, b protocol.Body, now time.Time) error {
	var f problem.Fields
	f.NotLater("at", d.At, now)
	d.checkManner(&f, now)
	if d.Manner.waits() {
		for _, c := range Unmet(d.Criteria(s, b)) {
			if c.Key != "escort" || d.Manner == WithEscort {
				f.Add(c.Key, "%s: %s", c.Title, c.Sentence)
			}
		}
	}
	return f.Err()
}

// Departure is how the client left, as it is kept.
type Departure struct {
	ID                uuid.UUID
	At                time.Time
	Criteria          []Criterion
	Manner            Manner
	EscortName        string
	Detail            Details
	Text              string
	InstructionsGiven bool
	By                uuid.UUID `db:"by,read"`
	ByName            string    `sign:"-" db:"by_name,read"`
}

// departure is what is kept of the form, with each criterion as it stood.
func (e DepartureEntry) departure(id uuid.UUID, s Stay, b protocol.Body) Departure {
	return Departure{ID: id, At: e.At, Criteria: e.Criteria(s, b), Manner: e.Manner, EscortName: e.EscortName, Detail: e.Detail,
		Text: e.Text, InstructionsGiven: e.InstructionsGiven == readiness.Yes}
}
