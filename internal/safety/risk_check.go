package safety

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/calendar"
	"kap/internal/choice"
	"kap/internal/pause"
	"kap/internal/problem"
)

// Ideation is what the client says about thoughts of suicide; empty is not asked, which
// is never "none".
type Ideation string

// The answers.
const (
	IdeationNone    Ideation = "none"
	IdeationPassive Ideation = "passive"
	IdeationActive  Ideation = "active"
)

var ideations = choice.List[Ideation]{{IdeationNone, "None"}, {IdeationPassive, "Passive: wishes not to be alive"},
	{IdeationActive, "Active: thinks of ending it"}}

// Choices are the answers a form offers.
func (Ideation) Choices() []choice.Answer { return ideations.Answers() }

// Words are how an answer is read.
func (i Ideation) Words() string { return ideations.Words(i) }

// Answer is a clinician's answer to one question; empty is not asked, which is never "no".
type Answer string

// The answers.
const (
	Yes Answer = "yes"
	No  Answer = "no"
)

var answers = choice.List[Answer]{{Yes, "Yes"}, {No, "No"}}

// Choices are the answers a form offers.
func (Answer) Choices() []choice.Answer { return answers.Answers() }

// Words are how an answer is read.
func (a Answer) Words() string { return answers.Words(a) }

// Change is how the risk moved since the last check.
type Change string

// Changes since the last check.
const (
	FirstCheck Change = "new"
	Better     Change = "better"
	Unchanged  Change = "unchanged"
	Worse      Change = "worse"
)

var changes = choice.List[Change]{{FirstCheck, "This is the first"}, {Better, "Better"}, {Unchanged, "Unchanged"}, {Worse, "Worse"}}

// Choices are the answers a form offers: to the first check there is one.
func (Change) Choices() []choice.Answer { return changes.Answers() }

// Words are how an answer is read.
func (c Change) Words() string { return changes.Words(c) }

// Disposition is what was done about a risk check; several may be.
type Disposition string

// Dispositions of clinical use (Safety Planning Intervention, Stanley and Brown 2012).
const (
	UsualCare        Disposition = "usual care"
	PlanMade         Disposition = "safety plan"
	PrescriberCalled Disposition = "prescriber called"
	NotLeftAlone     Disposition = "not left alone" // and handed to one of these:
	ToEscort         Disposition = "escort"
	ToED             Disposition = "ED"
	ToEmergency      Disposition = "911"
	ToLifeline       Disposition = "988"
)

var dispositions = choice.List[Disposition]{{UsualCare, "Usual care"}, {PlanMade, "Safety plan made or updated"},
	{PrescriberCalled, "Prescriber called"}, {NotLeftAlone, "Not left alone"}, {ToEscort, "The escort"},
	{ToED, "Emergency department"}, {ToEmergency, "911"}, {ToLifeline, "988 Lifeline"}}

// Choices are the answers a form offers.
func (Disposition) Choices() []choice.Answer { return dispositions.Answers() }

// Words are how an answer is read.
func (d Disposition) Words() string { return dispositions.Words(d) }

// RiskCheck is one check of suicide risk (FHIR Observation), by a prescriber,
// therapist or nurse.
type RiskCheck struct {
	ID           uuid.UUID     `form:"-" facts:"-"`
	Session      uuid.UUID     `form:"session" db:"session_id" facts:"-"` // zero: without a session
	At           time.Time     `form:"at" label:"When"`
	Ideation     Ideation      `form:"ideation" label:"Thoughts of suicide" warn:"active"`
	Intent       Answer        `form:"intent" label:"Intends to act" warn:"yes"`
	Plan         Answer        `form:"plan" label:"Has a plan" warn:"yes"`
	Means        Answer        `form:"means" label:"Has access to means" warn:"yes"`
	Attempt      Answer        `form:"attempt" label:"Attempt since the last check" warn:"yes"`
	Change       Change        `form:"change" label:"Since the last check"`
	Dispositions []Disposition `form:"dispositions" label:"What was done"`
	CalledTo     string        `form:"called_to" label:"Name of the prescriber"`
	CalledAt     time.Time     `form:"called_at" label:"When called"`
	Instruction  string        `form:"instruction"`
	Said         string        `form:"words" db:"words" label:"In the client's words" facts:"-"`
	RecordedBy   string        `form:"-" db:"recorded_by,read" label:"Checked by"`
}

// RiskCheckEntry is a check with the safety plan, where one was made or updated in it.
type RiskCheckEntry struct {
	RiskCheck
	SafetyPlan SafetyPlan `form:"safety_plan"`
}

// Check is the check's own, and the plan's where the disposition says there is one.
func (e RiskCheckEntry) Check(now time.Time) error {
	var f problem.Fields
	if err := f.Join("", e.RiskCheck.Check(now)); err != nil {
		return err
	}
	if e.did(PlanMade) {
		if err := f.Join("safety_plan.", e.SafetyPlan.Check()); err != nil {
			return err
		}
	}
	return f.Err()
}

// Words are the check in one line: "active ideation, a plan".
func (r RiskCheck) Words() string {
	if r.Alarms() {
		return r.reason()
	}
	if r.Ideation == IdeationPassive {
		return "Passive ideation."
	}
	return "No ideation."
}

// Done is what was done, in one line.
func (r RiskCheck) Done() string {
	var done []string
	for _, d := range r.Dispositions {
		done = append(done, d.Words())
	}
	return strings.Join(done, ", ")
}

// CheckedOn says whether one of the checks was made on a calendar day of the clinic.
func CheckedOn(checks []RiskCheck, day time.Time, zone *time.Location) bool {
	return slices.ContainsFunc(checks, func(r RiskCheck) bool { return calendar.SameDay(r.At, day, zone) })
}

// Acute says whether there is intent, a plan or an attempt.
func (r RiskCheck) Acute() bool { return r.Intent == Yes || r.Plan == Yes || r.Attempt == Yes }

// Alarms says whether there is active ideation, intent, a plan or an attempt.
func (r RiskCheck) Alarms() bool { return r.Ideation == IdeationActive || r.Acute() }

// Crisis says whether crisis care was called in: a question for the prescriber also
// where nothing pauses the course (protocol 1.4).
func (r RiskCheck) Crisis() bool {
	return slices.ContainsFunc([]Disposition{ToED, ToEmergency, ToLifeline}, r.did)
}

// Pauses says whether there is intent, a plan or an attempt, or active ideation that is
// new or worse (protocol 1.4).
func (r RiskCheck) Pauses() bool {
	return r.Acute() || r.Ideation == IdeationActive && r.Change != Unchanged && r.Change != Better
}

// follows refuses that active ideation is called unchanged or better where the last check
// (before, the latest first) holds none: it is new then, and pauses (protocol 1.4).
func (r RiskCheck) follows(before []RiskCheck) error {
	notNew := r.Ideation == IdeationActive && (r.Change == Unchanged || r.Change == Better)
	switch {
	case !notNew || len(before) > 0 && before[0].Ideation == IdeationActive:
		return nil
	case len(before) == 0:
		return problem.At("change", "No earlier check is on record. Choose “This is the first”.")
	}
	return problem.At("change", "The last check held no active thoughts of suicide, so these are new. Choose “Worse”.")
}

// Opens says that such a check pauses the course and asks for a call the next day; that
// active ideation which is not new, and crisis care called in, are a question for the
// prescriber (protocol 1.4, 4.8).
func (r RiskCheck) Opens() Opened {
	switch {
	case r.Pauses():
		return Opened{Pause: pause.Psychiatric, NextDayCall: true, Reason: r.reason()}
	case r.Ideation == IdeationActive:
		return Opened{Review: pause.Screen, Reason: r.reason()}
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
	if !ideations.Has(r.Ideation) {
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
		if !answers.Has(q.answer) {
			f.Add(q.name, "%s", q.ask)
		}
	}
	if !changes.Has(r.Change) {
		f.Add("change", "Say how it is since the last check, or that this is the first.")
	}
}

func (r RiskCheck) checkDispositions(f *problem.Fields, now time.Time) {
	if len(r.Dispositions) == 0 {
		f.Add("dispositions", "Choose what was done: usual care, safety plan, prescriber called, or not left alone.")
		return
	}
	for _, d := range r.Dispositions {
		if !dispositions.Has(d) {
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
		f.Blank("called_to", r.CalledTo, "Name the prescriber who was called.")
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
