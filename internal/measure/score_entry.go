package measure

import (
	"regexp"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
)

// ScoreEntry is a score of an instrument that is not built in (C-SSRS, MADRS …), entered as
// a number. No item text is kept or shown.
type ScoreEntry struct {
	Instrument string    `form:"instrument" label:"Questionnaire"`
	Score      string    `form:"score"` // as printed on the sheet
	On         time.Time `form:"on" as:"date" label:"Filled in on"`
	By         uuid.UUID `form:"-"`
}

// figure is a score as it can be stored: below 10,000, two decimals.
var figure = regexp.MustCompile(`^[0-9]{1,4}(\.[0-9]{1,2})?$`)

// Check refuses a score without its instrument, value or day, and built-in instruments,
// which are answered here.
func (h ScoreEntry) Check(now time.Time) error {
	var f problem.Fields
	name := strings.TrimSpace(h.Instrument)
	if name == "" {
		f.Add("instrument", "Name the instrument.")
	}
	for _, builtIn := range Instruments() {
		if strings.EqualFold(name, builtIn.Name) {
			f.Add("instrument", "%s is answered here, question by question.", builtIn.Name)
		}
	}
	if !figure.MatchString(strings.TrimSpace(h.Score)) {
		f.Add("score", "Enter the score as a number, like 28 or 3.5.")
	}
	if h.On.IsZero() || h.On.After(now) {
		f.Add("on", "Enter the day it was filled in, today or earlier.")
	}
	return f.Err()
}
