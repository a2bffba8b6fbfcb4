package measure

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/choice"
	"kap/internal/fold"
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
	if fold.Term(h.Instrument) == "" {
		f.Add("instrument", "Name the instrument.")
	}
	if builtIn, is := named(h.Instrument); is {
		f.Add("instrument", "%s is answered here, question by question.", builtIn.Name)
	}
	h.checkScore(&f)
	if h.On.IsZero() || h.On.After(now) {
		f.Add("on", "Enter the day it was filled in, today or earlier.")
	}
	if !asked.Has(h.RiskCheck) {
		f.Add("risk_check", "Say whether this score asks for a risk check today: an item about suicide, or a score that alarms.")
	}
	return f.Err()
}

// checkScore holds a score to the bounds of its instrument, where they are known.
func (h ScoreEntry) checkScore(f *problem.Fields) {
	score := strings.TrimSpace(h.Score)
	if !figure.MatchString(score) {
		f.Add("score", "Enter the score as a number, like 28 or 3.5.")
		return
	}
	points, _ := strconv.ParseFloat(score, 64)
	if sheet, known := sheetNamed(h.Instrument); known && points > float64(sheet.Highest) {
		f.Add("score", "%s goes from 0 to %d. Read the sheet again.", sheet.Name, sheet.Highest)
	}
}

// named is the built-in instrument that typed words spell out.
func named(typed string) (Instrument, bool) {
	all := Instruments()
	i := fold.Index(typed, all, func(i Instrument) []string { return []string{i.Name, i.Title, i.ID} })
	if i < 0 {
		return Instrument{}, false
	}
	return all[i], true
}

// called is the score under the name its instrument has already: that of the sheet, or the
// one that earlier scores of the client stand under. "madrs" beside MADRS is one instrument.
func (h ScoreEntry) called(before []Response) ScoreEntry {
	h.Instrument = strings.TrimSpace(h.Instrument)
	if sheet, known := sheetNamed(h.Instrument); known {
		h.Instrument = sheet.Name
		return h
	}
	if i := fold.Index(h.Instrument, before, func(r Response) []string { return []string{r.Instrument} }); i >= 0 {
		h.Instrument = before[i].Instrument
	}
	return h
}
