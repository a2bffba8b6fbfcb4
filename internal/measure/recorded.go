package measure

import (
	"strconv"
	"time"

	"github.com/google/uuid"

	"kap/internal/protocol"
)

// Response is one questionnaire as it was answered (FHIR QuestionnaireResponse).
type Response struct {
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
func (r Response) Name() string {
	if i, ok := Find(r.Instrument); ok {
		return i.Name
	}
	return r.Instrument
}

// Points is the total as it is written, of a score by hand too; empty while an item is open.
func (r Response) Points() string {
	if r.Total == nil {
		return r.Score
	}
	return strconv.Itoa(*r.Total)
}

// Has says whether the result carries a flag.
func (r Response) Has(flag Flag) bool { return Result{Flags: r.Flags}.Has(flag) }

// Item9 is the answer to PHQ-9 item 9; nil where it was not answered or is no PHQ-9.
func (r Response) Item9() *int {
	if r.Instrument != "phq9" {
		return nil
	}
	return r.Answers["9"]
}

// Named is the named baseline of an instrument in a course, or nil.
func Named(responses []Response, instrument string, course *uuid.UUID) *Response {
	for n, r := range responses {
		if r.Baseline && r.Instrument == instrument && sameCourse(r.CourseID, course) {
			return &responses[n]
		}
	}
	return nil
}

// BaselineOf is what changes are counted from in a course: the response that was named, else
// the one that would be (protocol 6); nil for none.
func BaselineOf(responses []Response, instrument string, course uuid.UUID, firstLozenge time.Time) *Response {
	if named := Named(responses, instrument, &course); named != nil {
		return named
	}
	return baseline(responses, instrument, &course, firstLozenge)
}

// baseline is the last complete response of a course to an instrument before its first
// lozenge, nil for none; a zero time is before any. A prorated total is not complete.
func baseline(responses []Response, instrument string, course *uuid.UUID, firstLozenge time.Time) *Response {
	var last *Response
	for i, r := range responses {
		counts := sameCourse(r.CourseID, course) && r.Instrument == instrument && r.Complete && r.Total != nil &&
			(firstLozenge.IsZero() || r.At.Before(firstLozenge))
		if counts && (last == nil || r.At.After(last.At)) {
			last = &responses[i]
		}
	}
	return last
}

func sameCourse(a, b *uuid.UUID) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// ChangeOf compares a response with the named baseline of its course; false where there
// is nothing to compare, or r is the baseline.
func ChangeOf(r Response, responses []Response, c protocol.Change) (Change, bool) {
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
func Due(responses []Response, dose time.Time, m protocol.Measures) []Instrument {
	var due []Instrument
	for _, instrument := range []Instrument{PHQ9(), GAD7()} {
		if !answeredFor(instrument.ID, responses, dose, m) {
			due = append(due, instrument)
		}
	}
	return due
}

func answeredFor(instrument string, responses []Response, dose time.Time, m protocol.Measures) bool {
	for _, r := range responses {
		if r.Instrument == instrument && r.Complete && FreshForDose(r.At, dose, m) {
			return true
		}
	}
	return false
}
