package measure

import (
	"regexp"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/choice"
	"kap/internal/pause"
	"kap/internal/problem"
)

// ScoreEntry is a score of an instrument that is not built in (C-SSRS, MADRS …), entered as
// a number. No item text is kept or shown.
type ScoreEntry struct {
	Instrument string    `form:"instrument" label:"Questionnaire"`
	Score      string    `form:"score"` // as printed on the sheet
	On         time.Time `form:"on" as:"date" label:"Filled in on"`
	RiskCheck  Asked     `form:"risk_check" label:"Does this score ask for a risk check today?"`
	By         uuid.UUID `form:"-"`
}

// Asked is whoever enters a score saying whether somebody has to ask about suicide: of a
// sheet whose items are not here nobody else can tell.
type Asked string

// The answers.
const (
	Asks   Asked = "yes"
	NoNeed Asked = "no"
)

var asked = choice.List[Asked]{{Asks, "Yes: a clinician is asked for today"}, {NoNeed, "No"}}

// Choices are those a form offers.
func (Asked) Choices() []choice.Answer { return asked.Answers() }

// Words are how it is read.
func (a Asked) Words() string { return asked.Words(a) }

// opens is what a score opens that asks for a risk check: what a positive screen does.
func (h ScoreEntry) opens() Consequence {
	if h.RiskCheck != Asks {
		return Consequence{}
	}
	reason := strings.TrimSpace(h.Instrument) + " " + strings.TrimSpace(h.Score) + ", entered by hand, asks for a risk check."
	return Consequence{RiskCheck: reason, Reviews: []Review{{pause.Screen, reason}}}
}

// Flags are those kept with it.
func (h ScoreEntry) Flags() []Flag {
	if h.RiskCheck != Asks {
		return []Flag{}
	}
	return []Flag{Alert}
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
	if !asked.Has(h.RiskCheck) {
		f.Add("risk_check", "Say whether this score asks for a risk check today: an item about suicide, or a score that alarms.")
	}
	return f.Err()
}
