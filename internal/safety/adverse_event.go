package safety

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/choice"
	"kap/internal/pause"
	"kap/internal/problem"
	"kap/internal/protocol"
)

// EventKind is a line of the pick list of adverse events.
type EventKind string

// OtherEvent needs words.
const OtherEvent EventKind = "other"

// The kinds that are a reason by themselves.
const (
	suicidality    EventKind = "suicidality"
	maniaPsychosis EventKind = "mania_psychosis"
	misuse         EventKind = "misuse"
	urinary        EventKind = "urinary"
)

// EventKinds is the pick list in the order it is shown (esketamine label 5 and 6;
// ketamine label 5 and 6).
var EventKinds = choice.List[EventKind]{
	{"nausea", "Nausea"},
	{"vomiting", "Vomiting"},
	{"dizziness", "Dizziness or vertigo"},
	{"headache", "Headache"},
	{"vision", "Double or blurred vision"},
	{"nystagmus", "Nystagmus"},
	{"sedation", "Sedation"},
	{"respiratory_depression", "Respiratory depression"},
	{"hypoxia", "Hypoxia"},
	{"anxiety", "Anxiety or panic"},
	{"agitation", "Agitation"},
	{"dysphoria", "Dysphoria"},
	{"confusion", "Confusion"},
	{"dissociation", "Distressing dissociation"},
	{"pressure_rise", "Blood pressure rise"},
	{"tachycardia", "Tachycardia"},
	{"chest_pain", "Chest pain"},
	{"palpitations", "Palpitations"},
	{"syncope", "Syncope or fall"},
	{"hypersalivation", "Hypersalivation"},
	{"mouth_irritation", "Mouth irritation"},
	{urinary, "Urinary symptoms"},
	{"emergence", "Emergence reaction"},
	{"flashback", "Flashback within 24 hours"},
	{suicidality, "Suicidal ideation or behavior"},
	{maniaPsychosis, "Mania or psychosis"},
	{"allergic", "Allergic reaction"},
	{misuse, "Misuse or diversion"},
	{OtherEvent, "Other"},
}

// Choices are the kinds a form offers.
func (EventKind) Choices() []choice.Answer { return EventKinds.Answers() }

// Words are how a kind is read.
func (k EventKind) Words() string { return EventKinds.Words(k) }

// Grade is the severity of an adverse event, 1 to 5 (CTCAE v5, general).
type Grade int

// The grades.
const (
	Mild Grade = iota + 1
	Moderate
	Severe
	LifeThreatening
	Death
)

// Words is the grade with what it means.
func (g Grade) Words() string {
	if g < Mild || g > Death {
		return ""
	}
	return [...]string{
		"1: mild, no treatment needed",
		"2: moderate, limits what the client can do",
		"3: severe, not immediately life-threatening",
		"4: life-threatening, urgent treatment",
		"5: death",
	}[g-1]
}

// Choices are the grades a form offers.
func (Grade) Choices() (grades []choice.Answer) {
	for g := Mild; g <= Death; g++ {
		grades = append(grades, choice.Answer{Value: strconv.Itoa(int(g)), Words: g.Words()})
	}
	return grades
}

// Relatedness is whether it comes from the medicine.
type Relatedness string

var relatedness = choice.List[Relatedness]{{"not assessed", "Not assessed"}, {"unrelated", "Unrelated"}, {"unlikely", "Unlikely"},
	{"possible", "Possible"}, {"probable", "Probable"}, {"definite", "Definite"}}

// Choices are the answers a form offers.
func (Relatedness) Choices() []choice.Answer { return relatedness.Answers() }

// Words are how an answer is read.
func (r Relatedness) Words() string { return relatedness.Words(r) }

// Outcome is how it ended.
type Outcome string

// The outcomes that are ends.
const (
	Resolved Outcome = "resolved"
	Died     Outcome = "died"
)

var outcomes = choice.List[Outcome]{{Resolved, "Resolved"}, {"resolving", "Resolving"}, {"ongoing", "Ongoing"},
	{"resolved with after-effects", "Resolved with after-effects"}, {Died, "Died"}, {"unknown", "Unknown"}}

// Choices are the answers a form offers.
func (Outcome) Choices() []choice.Answer { return outcomes.Answers() }

// Words are how an outcome is read.
func (o Outcome) Words() string { return outcomes.Words(o) }

// AdverseEvent is one adverse event of a client, on any day (FHIR AdverseEvent).
// The altered state is expected and partly the aim: it is an adverse event only
// when the clinician says it was distressing or unsafe.
type AdverseEvent struct {
	ID          uuid.UUID   `form:"-" facts:"-"`
	Session     uuid.UUID   `form:"session" db:"session_id" facts:"-"` // zero: without a session
	Kind        EventKind   `form:"kind" label:"What happened" facts:"-"`
	Words       string      `form:"words" label:"In words" facts:"-"`
	StartedAt   time.Time   `form:"started_at" label:"Began"`
	EndedAt     time.Time   `form:"ended_at" label:"Ended"` // zero while it lasts
	Grade       Grade       `form:"grade" warn:"3,4,5"`
	Serious     Answer      `form:"serious" warn:"yes"` // apart from the grade
	Relatedness Relatedness `form:"relatedness" label:"From the medicine"`
	Action      string      `form:"action" label:"What was done"`
	Outcome     Outcome     `form:"outcome"`
	ReportedTo  string      `form:"reported_to"` // FDA MedWatch, pharmacy, sponsor …
	RecordedBy  string      `form:"-" db:"recorded_by,read"`
}

// Check says what is missing or cannot be.
func (e AdverseEvent) Check(now time.Time) error {
	var f problem.Fields
	e.checkWhat(&f)
	e.checkWhen(&f, now)
	e.checkWeight(&f)
	return f.Err()
}

func (e AdverseEvent) checkWhat(f *problem.Fields) {
	if !EventKinds.Has(e.Kind) {
		f.Add("kind", "Choose what happened from the list; choose Other where it is not there.")
	}
	if e.Kind == OtherEvent && strings.TrimSpace(e.Words) == "" {
		f.Add("words", "Describe what happened.")
	}
	if strings.TrimSpace(e.Action) == "" {
		f.Add("action", `Write what was done, or "none".`)
	}
}

func (e AdverseEvent) checkWhen(f *problem.Fields, now time.Time) {
	checkPast(f, "started_at", e.StartedAt, now)
	switch {
	case e.EndedAt.IsZero():
	case e.EndedAt.Before(e.StartedAt):
		f.Add("ended_at", "It cannot end before it began; check both times.")
	case e.EndedAt.After(now):
		f.Add("ended_at", "This time has not come yet; leave it empty while it lasts.")
	}
}

func (e AdverseEvent) checkWeight(f *problem.Fields) {
	if e.Grade < Mild || e.Grade > Death {
		f.Add("grade", "Choose a grade from 1 (mild) to 5 (death).")
	}
	if !answers.Has(e.Serious) {
		f.Add("serious", "Say whether it was serious; this is asked apart from the grade.")
	}
	if e.Serious == No && e.Grade >= LifeThreatening {
		f.Add("serious", "A life-threatening event or a death is serious; check the grade or choose yes.")
	}
	if !relatedness.Has(e.Relatedness) {
		f.Add("relatedness", "Say how likely it comes from the medicine, or not assessed.")
	}
	if !outcomes.Has(e.Outcome) {
		f.Add("outcome", "Choose how it ended, or ongoing.")
	}
	if (e.Grade == Death) != (e.Outcome == Died) {
		f.Add("outcome", "Grade 5 and the outcome died belong together; check both.")
	}
}

// Opens pauses the course from the protocol's grade (3), when serious, and where the kind
// itself is a reason to pause (suicidality, mania or psychosis, misuse). Urinary symptoms
// of any grade are a question for the prescriber (protocol 1.4).
func (e AdverseEvent) Opens(b protocol.Body) Opened {
	o := Opened{Reason: fmt.Sprintf("Adverse event: %s, grade %d.", strings.ToLower(e.Kind.Words()), e.Grade)}
	switch {
	case e.Kind == suicidality:
		o.Pause, o.NextDayCall = pause.Psychiatric, true
	case e.Kind == maniaPsychosis:
		o.Pause = pause.Psychiatric
	case e.Kind == misuse, int(e.Grade) >= b.Eligibility.PauseGrade, e.Serious == Yes:
		o.Pause = pause.Medical
	}
	if e.Kind == urinary {
		o.Review = pause.Urinary
	}
	return o
}

// Lasts says whether its ending is still to be told.
func (e AdverseEvent) Lasts() bool {
	return e.EndedAt.IsZero() && e.Outcome != Resolved && e.Outcome != Died
}

// EndingEntry is what is added to an adverse event that lasted when it was recorded.
type EndingEntry struct {
	EndedAt time.Time `form:"ended_at" label:"Ended"`
	Outcome Outcome   `form:"outcome"`
	Action  string    `form:"action" label:"What was done"`
}

// Ending is what is known of it so far.
func (e AdverseEvent) Ending() EndingEntry { return EndingEntry{e.EndedAt, e.Outcome, e.Action} }

// over is the event with its ending.
func (e EndingEntry) over(event AdverseEvent) AdverseEvent {
	event.EndedAt, event.Outcome, event.Action = e.EndedAt, e.Outcome, e.Action
	return event
}
