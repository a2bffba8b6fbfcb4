package dosing

import (
	"time"

	"kap/internal/problem"
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
// asked (clinical 4.1). Any part may be saved before the rest is known, so Check
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

	Weight int `form:"weight"` // tenths of a kg; 726 is 72.6 kg; 0 not weighed

	Marks map[string]Mark `form:"-"` // who answered which field and when
}

// Mark says who gave or changed an answer.
type Mark struct {
	By string
	At time.Time
}

// Medicines is what changed and what was held.
type Medicines struct {
	Changed       Answer `form:"changed"` // new, stopped or another dose since the prescriber's review
	Change        string `form:"change"`
	HoldsKept     Answer `form:"holds_kept"`
	HoldsMissed   string `form:"holds_missed"`   // which medicine was not held, and when it was taken
	PressureTaken Answer `form:"pressure_taken"` // blood pressure medicine taken today? A prompt only
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

// Suicide is the suicide check of the day (the risk check of clinical 4.8 is
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

// Check finds what cannot be right in what was answered, at its fields.
func (a Arrival) Check(now time.Time) error {
	var f problem.Fields
	a.checkTimes(&f, now)
	a.checkMedicines(&f)
	a.checkSuicide(&f)
	a.checkCondition(&f)
	a.Substances.check(&f, now)
	a.Escort.check(&f, now)
	a.Lozenges.check(&f)
	if a.Weight != 0 && (a.Weight < 250 || a.Weight > 3500) {
		f.Add("weight", "A weight lies between 25 and 350 kg. Check the number and its unit.")
	}
	return f.Err()
}

func (a Arrival) checkTimes(f *problem.Fields, now time.Time) {
	for _, t := range []struct {
		name string
		at   time.Time
	}{
		{"last_food", a.LastFood},
		{"last_drink", a.LastDrink},
		{"prescriber.answered_at", a.Prescriber.AnsweredAt},
	} {
		notLater(f, t.name, t.at, now)
	}
	if (a.Prescriber.Name == "") != a.Prescriber.AnsweredAt.IsZero() {
		f.Add("prescriber.name", "Write who answered and at what time; both are needed.")
	}
}

func (a Arrival) checkMedicines(f *problem.Fields) {
	m := a.Medicines
	oneOf(f, "medicines.changed", m.Changed)
	oneOf(f, "medicines.holds_kept", m.HoldsKept)
	oneOf(f, "medicines.pressure_taken", m.PressureTaken)
	needed(f, "medicines.change", m.Changed == Yes, m.Change, "Write which medicine changed and how.")
	needed(f, "medicines.holds_missed", m.HoldsKept == No, m.HoldsMissed, "Write which medicine was taken and when.")
	oneOf(f, "wants_to_go_ahead", a.WantsToGoAhead)
	oneOf(f, "pregnancy.possible", a.Pregnancy.Possible)
	if t := a.Pregnancy.Test; t != NotTested && t != Negative && t != Positive {
		f.Add("pregnancy.test", "Choose negative or positive, or leave it empty when not tested.")
	}
}

func (a Arrival) checkSuicide(f *problem.Fields) {
	s := a.Suicide
	switch s.Ideation {
	case NotAsked, NoIdeation, Passive, Active:
	default:
		f.Add("suicide.ideation", "Choose none, passive or active.")
	}
	oneOf(f, "suicide.new", s.New)
	oneOf(f, "suicide.intent", s.Intent)
	oneOf(f, "suicide.plan", s.Plan)
	oneOf(f, "suicide.attempt", s.Attempt)
	if s.Ideation == NoIdeation && (s.Intent == Yes || s.Plan == Yes) {
		f.Add("suicide.ideation", "Intent or a plan is recorded, so thoughts are not none. Correct one of them.")
	}
	if s.Ideation == Passive && !s.New.Given() {
		f.Add("suicide.new", "Say whether the thoughts are new or stronger than at the last contact.")
	}
}

func (a Arrival) checkCondition(f *problem.Fields) {
	c := a.Condition
	oneOf(f, "condition.psychosis", c.Psychosis)
	oneOf(f, "condition.mania", c.Mania)
	oneOf(f, "condition.confusion", c.Confusion)
	oneOf(f, "condition.vomiting", c.Vomiting)
	oneOf(f, "condition.minor_illness", c.MinorIllness)
	oneOf(f, "condition.urinary", c.Urinary)
	needed(f, "condition.illness", c.MinorIllness == Yes, c.Illness, "Write what the client is ill with.")
	needed(f, "condition.urinary_words", c.Urinary == Yes, c.UrinaryWords, "Write what the client notices when passing water.")
}

func oneOf(f *problem.Fields, name string, a Answer) {
	if !a.known() {
		f.Add(name, "Answer yes or no, or leave it open when it was not asked.")
	}
}

func needed(f *problem.Fields, name string, when bool, words, sentence string) {
	if when && words == "" {
		f.Add(name, "%s", sentence)
	}
}

func notLater(f *problem.Fields, name string, at, now time.Time) {
	if at.After(now) {
		f.Add(name, "This time has not come yet. Check the time and its day.")
	}
}
