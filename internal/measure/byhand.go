package measure

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
)

// ByHand is a score of an instrument that is not built in (C-SSRS, MADRS …), entered as
// a number. No item text is kept or shown.
type ByHand struct {
	Instrument string    `form:"instrument"`
	Score      string    `form:"score"` // as printed on the sheet
	On         time.Time `form:"on"`
	By         uuid.UUID `form:"-"`
}

// Check refuses a score without its instrument, value or day, and built-in instruments,
// which are answered here.
func (h ByHand) Check(now time.Time) error {
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
	if strings.TrimSpace(h.Score) == "" {
		f.Add("score", "Enter the score.")
	}
	if h.On.IsZero() || h.On.After(now) {
		f.Add("on", "Enter the day it was filled in, today or earlier.")
	}
	return f.Err()
}
