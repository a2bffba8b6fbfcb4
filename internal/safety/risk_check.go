package safety

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/pause"
	"kap/internal/problem"
)

// Ideation is what the client says about thoughts of suicide.
type Ideation string

// Kinds of ideation; empty is not asked, which is never "none".
const (
	IdeationNone    Ideation = "none"
	IdeationPassive Ideation = "passive" // wishes not to be alive
	IdeationActive  Ideation = "active"  // thinks of ending it
)

// Answer is a clinician's answer to one question; empty is not asked.
type Answer string

// The answers. Not asked is never "no".
const (
	Yes Answer = "yes"
	No  Answer = "no"
)

// Change is how the risk moved since the last check.
type Change string

// Changes since the last check.
const (
	FirstCheck Change = "new"
	Unchanged  Change = "unchanged"
	Better     Change = "better"
	Worse      Change = "worse"
)

// Disposition is what was done about a risk check; several may be.
type Disposition string

// Dispositions of clinical use (Safety Planning Intervention, Stanley and Brown 2012).
const (
	UsualCare        Disposition = "usual care"
	PlanMade         Disposition = "safety plan" // made or updated
	PrescriberCalled Disposition = "prescriber called"
	NotLeftAlone     Disposition = "not left alone" // and handed to one of these:
	ToEscort         Disposition = "escort"
	ToED             Disposition = "ED"
	ToEmergency      Disposition = "911"
	ToLifeline       Disposition = "988"
)

var dispositions = []Disposition{UsualCare, PlanMade, PrescriberCalled, NotLeftAlone, ToEscort, ToED, ToEmergency, ToLifeline}

// RiskCheck is one check of suicide risk (FHIR Observation), by a prescriber,
// therapist or nurse.
type RiskCheck struct {
	At           time.Time     `form:"at"`
	Ideation     Ideation      `form:"ideation"`
	Intent       Answer        `form:"intent"`
	Plan         Answer        `form:"plan"`
	Means        Answer        `form:"means"`   // access to the means
	Attempt      Answer        `form:"attempt"` // since the last check
	Change       Change        `form:"change"`
	Dispositions []Disposition `form:"dispositions"`
	CalledAt     time.Time     `form:"called_at"` // the prescriber, where called
	Instruction  string        `form:"instruction"`
	Words        string        `form:"words"`
}

// Checked is a risk check as it is stored.
type Checked struct {
	RiskCheck
	ID         uuid.UUID
	SessionID  *uuid.UUID
	CalledTo   string
	RecordedBy string
}

// Words are the check in one line: "active ideation, a plan".
func (c Checked) Words() string {
	if opened := c.Opens(); opened.Pause != "" {
		return opened.Reason
	}
	if c.Ideation == IdeationPassive {
		return "Passive ideation."
	}
	return "No ideation."
}

// CheckedOn says whether one of the checks was made on a calendar day of the clinic.
func CheckedOn(checks []Checked, day time.Time, zone *time.Location) bool {
	y, m, d := day.In(zone).Date()
	return slices.ContainsFunc(checks, func(c Checked) bool {
		cy, cm, cd := c.At.In(zone).Date()
		return cy == y && cm == m && cd == d
	})
}

// Checking is a risk check as it is typed in, with the safety plan where one was made or
// updated in it.
type Checking struct {
	RiskCheck
	Session    uuid.UUID  `form:"session"`
	Called     string     `form:"called_to"` // the prescriber's name
	SafetyPlan SafetyPlan `form:"safety_plan"`
}

// Check is the check's own, and the plan's where the disposition says there is one.
func (c Checking) Check(now time.Time) error {
	var f problem.Fields
	if err := f.Join("", c.RiskCheck.Check(now)); err != nil {
		return err
	}
	if c.did(PrescriberCalled) && strings.TrimSpace(c.Called) == "" {
		f.Add("called_to", "Name the prescriber who was called.")
	}
	if c.did(PlanMade) {
		if err := f.Join("safety_plan.", c.SafetyPlan.Check()); err != nil {
			return err
		}
	}
	return f.Err()
}

// Acute says whether there is intent, a plan or an attempt.
func (r RiskCheck) Acute() bool { return r.Intent == Yes || r.Plan == Yes || r.Attempt == Yes }

// Crisis says whether crisis care was called in: a question for the prescriber also
// where nothing pauses the course (protocol 1.4).
func (r RiskCheck) Crisis() bool {
	return slices.ContainsFunc([]Disposition{ToED, ToEmergency, ToLifeline}, r.did)
}

// Opens says that active ideation, intent, plan or attempt pauses the course and asks for
// a call the next day; and that crisis care called in without them is a question for the
// prescriber (protocol 1.4).
func (r RiskCheck) Opens() Opened {
	switch {
	case r.Ideation == IdeationActive || r.Acute():
		return Opened{Pause: "psychiatric", NextDayCall: true, Reason: r.reason()}
	case r.Crisis():
		return Opened{Review: pause.Screen, Reason: "Risk check: crisis care was called in."}
	}
	return Opened{}
}

func (r RiskCheck) reason() string {
	var found []string
	if r.Ideation == IdeationActive {
		found = append(found, "active suicidal ideation")
	}
	for _, q := range []struct {
		answer Answer
		words  string
	}{{r.Intent, "intent"}, {r.Plan, "a plan"}, {r.Attempt, "an attempt"}} {
		if q.answer == Yes {
			found = append(found, q.words)
		}
	}
	return "Risk check: " + strings.Join(found, ", ") + "."
}

// Check says what is missing. Every question needs an answer, and so does what
// was done about it.
func (r RiskCheck) Check(now time.Time) error {
	var f problem.Fields
	checkPast(&f, "at", r.At, now)
	r.checkAnswers(&f)
	r.checkDispositions(&f, now)
	return f.Err()
}

func (r RiskCheck) checkAnswers(f *problem.Fields) {
	if !slices.Contains([]Ideation{IdeationNone, IdeationPassive, IdeationActive}, r.Ideation) {
		f.Add("ideation", "Say whether there are thoughts of suicide: none, passive or active.")
	}
	for _, q := range []struct {
		name   string
		answer Answer
		ask    string
	}{
		{"intent", r.Intent, "Ask whether the client intends to act, and choose yes or no."},
		{"plan", r.Plan, "Ask whether there is a plan, and choose yes or no."},
		{"means", r.Means, "Ask about access to means, and choose yes or no."},
		{"attempt", r.Attempt, "Ask about an attempt since the last check, and choose yes or no."},
	} {
		if q.answer != Yes && q.answer != No {
			f.Add(q.name, "%s", q.ask)
		}
	}
	if !slices.Contains([]Change{FirstCheck, Unchanged, Better, Worse}, r.Change) {
		f.Add("change", "Say how it is since the last check, or that this is the first.")
	}
}

func (r RiskCheck) checkDispositions(f *problem.Fields, now time.Time) {
	if len(r.Dispositions) == 0 {
		f.Add("dispositions", "Choose what was done: usual care, safety plan, prescriber called, or not left alone.")
		return
	}
	for _, d := range r.Dispositions {
		if !slices.Contains(dispositions, d) {
			f.Add("dispositions", "Choose what was done from the list.")
			return
		}
	}
	if r.did(UsualCare) && len(r.Dispositions) > 1 {
		f.Add("dispositions", "Usual care stands alone; choose either it or what else was done.")
	}
	r.checkDetails(f, now)
	r.checkEnough(f)
}

func (r RiskCheck) checkDetails(f *problem.Fields, now time.Time) {
	if r.did(PrescriberCalled) {
		checkPast(f, "called_at", r.CalledAt, now)
		if strings.TrimSpace(r.Instruction) == "" {
			f.Add("instruction", "Write what the prescriber instructed.")
		}
	}
	handed := r.did(ToEscort) || r.did(ToED) || r.did(ToEmergency) || r.did(ToLifeline)
	if r.did(NotLeftAlone) && !handed {
		f.Add("dispositions", "Say who stays with the client: escort, emergency department, 911 or 988.")
	}
}

// checkEnough holds that active ideation has at least a safety plan behind it and
// intent, plan or attempt a prescriber or company (our proposal).
func (r RiskCheck) checkEnough(f *problem.Fields) {
	if r.Acute() && !r.did(PrescriberCalled) && !r.did(NotLeftAlone) {
		f.Add("dispositions", "With intent, a plan or an attempt, call the prescriber or do not leave the client alone, and choose which.")
		return
	}
	if r.Ideation == IdeationActive && r.did(UsualCare) {
		f.Add("dispositions", "With active ideation, make or update the safety plan, call the prescriber, or do not leave the client alone.")
	}
}

func (r RiskCheck) did(d Disposition) bool { return slices.Contains(r.Dispositions, d) }

func checkPast(f *problem.Fields, name string, at, now time.Time) {
	switch {
	case at.IsZero():
		f.Add(name, "Enter when this was.")
	case at.After(now):
		f.Add(name, "This time has not come yet; enter when it was.")
	}
}
