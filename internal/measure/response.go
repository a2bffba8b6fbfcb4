package measure

import (
	"strconv"
	"time"

	"github.com/google/uuid"
)

// Response is one questionnaire as it was answered (FHIR QuestionnaireResponse).
type Response struct {
	ID         uuid.UUID
	CourseID   uuid.UUID // zero: none was open
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
