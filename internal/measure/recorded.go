package measure

import (
	"strconv"
	"time"

	"github.com/google/uuid"

	"kap/internal/protocol"
)

// Recorded is one questionnaire as it is stored.
type Recorded struct {
	ID         uuid.UUID
	CourseID   *uuid.UUID
	Instrument string
	Version    int
	Answers    map[string]*int // item to value; nil was refused or unknown
	Total      *int            // nil while an item is open, or of a score by hand
	Score      string          `db:"score,read"` // by hand, as on its sheet
	Band       string
	Flags      []Flag
	Complete   bool
	Prorated   bool
	Sitting
	CreatedAt  time.Time `db:"created_at,read"`
	Baseline   bool      `db:"baseline,read"` // named: changes are counted from it
	RecordedBy string    `db:"recorded_by,read"`

	OverriddenAt   *time.Time `db:"overridden_at,read"` // a suicide screen that a clinician took for positive
	OverriddenBy   string     `db:"overridden_by,read"`
	OverrideReason string     `db:"override_reason,read"`
}

// Name is the instrument as people say it.
func (r Recorded) Name() string {
	if i, ok := Find(r.Instrument); ok {
		return i.Name
	}
	return r.Instrument
}

// Points is the total as it is written, of a score by hand too; empty while an item is open.
func (r Recorded) Points() string {
	if r.Total == nil {
		return r.Score
	}
	return strconv.Itoa(*r.Total)
}

// Has says whether the result carries a flag.
func (r Recorded) Has(flag Flag) bool { return Result{Flags: r.Flags}.Has(flag) }

// Item9 is the answer to PHQ-9 item 9; nil where it was not answered or is no PHQ-9.
func (r Recorded) Item9() *int {
	if r.Instrument != "phq9" {
		return nil
	}
	return r.Answers["9"]
}

// response is r as Baseline reads it.
func (r Recorded) response() Response {
	result := Result{Instrument: r.Instrument, Version: r.Version, Total: r.Total, Prorated: r.Prorated}
	if !r.Complete {
		result.Missing = 1
	}
	return Response{ID: r.ID, AnsweredAt: r.At, Result: result}
}

// Named is the named baseline of an instrument in a course, or nil.
func Named(responses []Recorded, instrument string, course *uuid.UUID) *Recorded {
	for n, r := range responses {
		if r.Baseline && r.Instrument == instrument && sameCourse(r.CourseID, course) {
			return &responses[n]
		}
	}
	return nil
}

// BaselineOf is what changes are counted from in a course: the response that was named, else
// the one that would be (protocol 6); nil for none.
func BaselineOf(responses []Recorded, instrument string, course uuid.UUID, firstLozenge time.Time) *Recorded {
	if named := Named(responses, instrument, &course); named != nil {
		return named
	}
	id := baselineOf(responses, instrument, &course, firstLozenge)
	for i, r := range responses {
		if id != uuid.Nil && r.ID == id {
			return &responses[i]
		}
	}
	return nil
}

// baselineOf is the response that changes are to be counted from in a course; zero for none.
func baselineOf(responses []Recorded, instrument string, course *uuid.UUID, firstLozenge time.Time) uuid.UUID {
	var of []Response
	for _, r := range responses {
		if sameCourse(r.CourseID, course) {
			of = append(of, r.response())
		}
	}
	baseline, _ := Baseline(instrument, of, firstLozenge)
	return baseline.ID
}

func sameCourse(a, b *uuid.UUID) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// ChangeOf compares a response with the named baseline of its course; false where there
// is nothing to compare, or r is the baseline.
func ChangeOf(r Recorded, responses []Recorded, c protocol.Change) (Change, bool) {
	baseline := Named(responses, r.Instrument, r.CourseID)
	if baseline == nil || baseline.ID == r.ID || r.Total == nil || baseline.Total == nil {
		return Change{}, false
	}
	change, err := Compare(r.Instrument, *baseline.Total, *r.Total, c)
	return change, err == nil
}

// Words are a change in one line: "9 less, response". A remission is a response too, and
// clinically significant.
func (c Change) Words() string {
	switch {
	case c.Remission:
		return c.points() + ", remission"
	case c.Response && c.Significant:
		return c.points() + ", response, clinically significant"
	case c.Response:
		return c.points() + ", response"
	case c.Significant:
		return c.points() + ", clinically significant"
	case c.Deterioration:
		return c.points() + ", worse beyond chance"
	case c.Reliable:
		return c.points() + ", better beyond chance"
	}
	return c.points()
}

// Due are the instruments asked before a dose (PHQ-9 and GAD-7) that have no complete
// response within the protocol's hours before it (72).
func Due(responses []Recorded, dose time.Time, m protocol.Measures) []Instrument {
	var due []Instrument
	for _, instrument := range []Instrument{PHQ9(), GAD7()} {
		if !answeredFor(instrument.ID, responses, dose, m) {
			due = append(due, instrument)
		}
	}
	return due
}

func answeredFor(instrument string, responses []Recorded, dose time.Time, m protocol.Measures) bool {
	for _, r := range responses {
		if r.Instrument == instrument && r.Complete && FreshForDose(r.At, dose, m) {
			return true
		}
	}
	return false
}
