package safety

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/pause"
	"kap/internal/problem"
	"kap/internal/protocol"
)

// EventKind is a line of the pick list of adverse events.
type EventKind string

// OtherEvent needs words.
const OtherEvent EventKind = "other"

// EventKinds is the pick list in the order it is shown (esketamine label 5 and 6;
// ketamine label 5 and 6).
var EventKinds = []struct {
	Kind  EventKind
	Words string
}{
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
	{"urinary", "Urinary symptoms"},
	{"emergence", "Emergence reaction"},
	{"flashback", "Flashback within 24 hours"},
	{"suicidality", "Suicidal ideation or behavior"},
	{"mania_psychosis", "Mania or psychosis"},
	{"allergic", "Allergic reaction"},
	{"misuse", "Misuse or diversion"},
	{OtherEvent, "Other"},
}

// Words is the kind as it is read, or "" for a kind not on the list.
func (k EventKind) Words() string {
	for _, e := range EventKinds {
		if e.Kind == k {
			return e.Words
		}
	}
	return ""
}

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

// The answers to "related to the medicine?" and to "how did it end?".
var (
	Relatedness = []string{"not assessed", "unrelated", "unlikely", "possible", "probable", "definite"}
	Outcomes    = []string{"resolved", "resolving", "ongoing", "resolved with after-effects", "died", "unknown"}
)

// AdverseEvent is one adverse event of a client, on any day (FHIR AdverseEvent).
// The altered state is expected and partly the aim: it is an adverse event only
// when the clinician says it was distressing or unsafe.
type AdverseEvent struct {
	Kind        EventKind `form:"kind"`
	Words       string    `form:"words"`
	StartedAt   time.Time `form:"started_at"`
	EndedAt     time.Time `form:"ended_at"` // zero while it lasts
	Grade       Grade     `form:"grade"`
	Serious     Answer    `form:"serious"` // apart from the grade
	Relatedness string    `form:"relatedness"`
	Action      string    `form:"action"` // what was done
	Outcome     string    `form:"outcome"`
	ReportedTo  string    `form:"reported_to"` // FDA MedWatch, pharmacy, sponsor …
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
	if e.Kind.Words() == "" {
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
	if e.Serious != Yes && e.Serious != No {
		f.Add("serious", "Say whether it was serious; this is asked apart from the grade.")
	}
	if e.Serious == No && e.Grade >= LifeThreatening {
		f.Add("serious", "A life-threatening event or a death is serious; check the grade or choose yes.")
	}
	if !slices.Contains(Relatedness, e.Relatedness) {
		f.Add("relatedness", "Say how likely it comes from the medicine, or not assessed.")
	}
	if !slices.Contains(Outcomes, e.Outcome) {
		f.Add("outcome", "Choose how it ended, or ongoing.")
	}
	if (e.Grade == Death) != (e.Outcome == "died") {
		f.Add("outcome", "Grade 5 and the outcome died belong together; check both.")
	}
}

// Opens pauses the course from the protocol's grade (3), when serious, and where the kind
// itself is a reason to pause (suicidality, mania or psychosis, misuse). Urinary symptoms
// of any grade are a question for the prescriber (protocol 1.4).
func (e AdverseEvent) Opens(b protocol.Body) Opened {
	o := Opened{Reason: fmt.Sprintf("Adverse event: %s, grade %d.", strings.ToLower(e.Kind.Words()), e.Grade)}
	switch {
	case e.Kind == "suicidality":
		o.Pause, o.NextDayCall = "psychiatric", true
	case e.Kind == "mania_psychosis":
		o.Pause = "psychiatric"
	case e.Kind == "misuse", int(e.Grade) >= b.Eligibility.PauseGrade, e.Serious == Yes:
		o.Pause = "medical"
	}
	if e.Kind == "urinary" {
		o.Review = pause.Urinary
	}
	return o
}

// Event is an adverse event as it is stored.
type Event struct {
	AdverseEvent
	ID         uuid.UUID
	SessionID  *uuid.UUID
	RecordedBy string
}

// Lasts says whether its ending is still to be told.
func (e Event) Lasts() bool {
	return e.EndedAt.IsZero() && e.Outcome != "resolved" && e.Outcome != "died"
}

// Happening is an adverse event as it is typed in.
type Happening struct {
	AdverseEvent
	Session uuid.UUID `form:"session"`
}

// Ending is what is added to an adverse event that lasted when it was recorded.
type Ending struct {
	EndedAt time.Time `form:"ended_at"`
	Outcome string    `form:"outcome"`
	Action  string    `form:"action"`
}

// over is the event with its ending.
func (e Ending) over(event AdverseEvent) AdverseEvent {
	event.EndedAt, event.Outcome, event.Action = e.EndedAt, e.Outcome, e.Action
	return event
}
