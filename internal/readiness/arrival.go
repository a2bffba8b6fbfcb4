package readiness

import (
	"time"

	"kap/internal/vitals"
)

// Answer is a question's answer. Unasked is never "no".
type Answer string

// The answers a question can have.
const (
	Unasked Answer = ""
	Yes     Answer = "yes"
	No      Answer = "no"
)

// Given says whether the question was answered.
func (a Answer) Given() bool { return a == Yes || a == No }

func (a Answer) known() bool { return a == Unasked || a.Given() }

// Arrival is the arrival check: one page of questions, valid the day they are
// asked (protocol 4.1). Any part may be saved before the rest is known, so Check
// looks at what was answered; what is missing is readiness's to say.
type Arrival struct {
	CheckedAt time.Time `form:"-"` // when the page was last saved
	CheckedBy string    `form:"-"`

	WantsToGoAhead Answer `form:"wants_to_go_ahead"`

	LastFood  time.Time `form:"last_food"`
	LastDrink time.Time `form:"last_drink"` // a sip with a medicine is no drink

	Substances Substances     `form:"substances"`
	Medicines  Medicines      `form:"medicines"`
	Pregnancy  Pregnancy      `form:"pregnancy"`
	Suicide    Suicide        `form:"suicide"`
	Condition  Condition      `form:"condition"`
	Escort     Escort         `form:"escort"`
	Lozenges   Lozenges       `form:"lozenges"`
	Prescriber PrescriberCall `form:"prescriber"`

	Weight vitals.Tenths `form:"weight"` // kg; zero when not weighed

	Marks map[string]Mark `form:"-"` // who answered which field and when
}

// Mark says who gave or changed an answer.
type Mark struct {
	By string
	At time.Time
}

// Medicines is what changed and what was held.
type Medicines struct {
	Changed       Answer      `form:"changed"` // new, stopped or another dose since the prescriber's review
	Change        string      `form:"change"`
	HoldsKept     Answer      `form:"holds_kept"`
	HoldsMissed   string      `form:"holds_missed"`   // which medicine was not held, and when it was taken
	Taken         []LastTaken `form:"taken"`          // of each medicine to hold, when it was last taken
	PressureTaken Answer      `form:"pressure_taken"` // blood pressure medicine taken today? A prompt only
}

// Pregnancy is asked each time (esketamine monograph; trials).
type Pregnancy struct {
	Possible Answer `form:"possible"`
	Test     Test   `form:"test"` // today's
}

// Test is the result of a test made today.
type Test string

// Results; NotTested is not negative.
const (
	NotTested Test = ""
	Negative  Test = "negative"
	Positive  Test = "positive"
)

// Suicide is the suicide check of the day (the risk check of protocol 4.8 is
// recorded apart; it is required when anything here is present).
type Suicide struct {
	Ideation Ideation `form:"ideation"`
	New      Answer   `form:"new"` // new or stronger than at the last contact
	Intent   Answer   `form:"intent"`
	Plan     Answer   `form:"plan"`
	Attempt  Answer   `form:"attempt"` // since the last contact
}

// Ideation is how far thoughts of suicide go.
type Ideation string

// Grades of ideation; NotAsked is not none.
const (
	NotAsked   Ideation = ""
	NoIdeation Ideation = "none"
	Passive    Ideation = "passive"
	Active     Ideation = "active"
)

// Condition is how the client is, asked and seen.
type Condition struct {
	Psychosis    Answer `form:"psychosis"`
	Mania        Answer `form:"mania"`
	Confusion    Answer `form:"confusion"`
	Vomiting     Answer `form:"vomiting"`
	MinorIllness Answer `form:"minor_illness"`
	Illness      string `form:"illness"` // what, in the client's words
	Urinary      Answer `form:"urinary"` // new urinary symptoms
	UrinaryWords string `form:"urinary_words"`
}

// PrescriberCall is the prescriber, cover or on-call who answered today.
type PrescriberCall struct {
	Name       string    `form:"name"`
	AnsweredAt time.Time `form:"answered_at"`
}
