package pause

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
)

// ReviewKind is what a prescriber is asked about.
type ReviewKind string

// The kinds (clinical rules 1.4).
const (
	NewMedicine  ReviewKind = "medicine"    // new or changed, of a class that asks for review
	NewDiagnosis ReviewKind = "diagnosis"   //
	Item9        ReviewKind = "item 9"      // PHQ-9 item 9 above baseline
	Screen       ReviewKind = "screen"      // positive without intent or plan, crisis contact
	Worse        ReviewKind = "worse"       // PHQ-9 worse than baseline
	Substance    ReviewKind = "substance"   // new use, positive screen
	Urinary      ReviewKind = "urinary"     //
	Pressure     ReviewKind = "pressure"    // pressure or heart rate outside the client's limits before a dose
	Interval     ReviewKind = "interval"    // longer since the last dosing than the review limit
	HigherDose   ReviewKind = "dose"        // asked for by the client
	Missed       ReviewKind = "integration" // integrations missed
	LostLozenges ReviewKind = "lozenges"    // lost or stolen
	NewTherapist ReviewKind = "therapist"   // another primary therapist
	Concern      ReviewKind = "concern"     // what else the care team wants the prescriber to know
	Pregnancy    ReviewKind = "pregnancy"   // possible; it pauses at once, until tested
)

var reviewWords = map[ReviewKind]string{
	NewMedicine: "New or changed medicine", NewDiagnosis: "New diagnosis", Item9: "PHQ-9 item 9 above baseline",
	Screen: "Positive suicide screen or crisis contact", Worse: "PHQ-9 worse than baseline", Substance: "New substance use",
	Urinary: "Urinary symptoms", Pressure: "Pressure or heart rate outside limits", Interval: "Long since the last dosing",
	HigherDose: "Higher dose asked for", Missed: "Missed integrations", LostLozenges: "Lozenges lost or stolen",
	NewTherapist: "Another primary therapist", Concern: "Other concern",
	Pregnancy: "Possible pregnancy",
}

// Words are the kind as a title.
func (k ReviewKind) Words() string {
	if w, ok := reviewWords[k]; ok {
		return w
	}
	return "Review"
}

// Pauses is the kind of pause that the answer "pause" opens.
func (k ReviewKind) Pauses() Kind {
	if k == Item9 || k == Screen || k == Worse || k == Substance {
		return Psychiatric
	}
	return Medical
}

// ReviewOpening is a review to open.
type ReviewOpening struct {
	ID     uuid.UUID // zero: a new one
	Client uuid.UUID
	Course uuid.UUID // zero: the client's open course
	Kind   ReviewKind
	Fact   Fact
	Reason string
}

// Review is one question for the prescriber.
type Review struct {
	ID         uuid.UUID
	CourseID   uuid.UUID
	Kind       ReviewKind
	FactKind   string
	Fact       *uuid.UUID
	Reason     string
	OpenedAt   time.Time
	OpenedBy   string
	AnsweredAt *time.Time
	AnsweredBy string
	Decision   Decision
	Answer     string
}

// Open says whether it still waits.
func (r Review) Open() bool { return r.AnsweredAt == nil }

// ReviewsOf are the reviews of one course.
func ReviewsOf(reviews []Review, course uuid.UUID) []Review {
	return slices.DeleteFunc(slices.Clone(reviews), func(r Review) bool { return r.CourseID != course })
}

// fact is what opened the review.
func (r Review) fact() Fact {
	if r.Fact == nil {
		return Fact{}
	}
	return Fact{r.FactKind, *r.Fact}
}

// Decision is the prescriber's answer.
type Decision string

// The decisions.
const (
	Continue        Decision = "continue"
	ContinueChanged Decision = "continue with changes"
	PauseIt         Decision = "pause"
	Stop            Decision = "stop" // pauses until the course is closed
)

// Decisions in the order they are offered.
var Decisions = []Decision{Continue, ContinueChanged, PauseIt, Stop}

// GoesOn says whether the course may go on.
func (d Decision) GoesOn() bool { return d == Continue || d == ContinueChanged }

// AnswerEntry is what the prescriber types.
type AnswerEntry struct {
	Decision Decision `form:"decision"`
	Answer   string   `form:"answer"`
}

// Check says what is missing.
func (a AnswerEntry) Check() error {
	var f problem.Fields
	switch a.Decision {
	case Continue, ContinueChanged, PauseIt, Stop:
	default:
		f.Add("decision", "Choose what happens with the course.")
	}
	if strings.TrimSpace(a.Answer) == "" {
		f.Add("answer", "Write your reason; the care team reads it.")
	}
	return f.Err()
}
