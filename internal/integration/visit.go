package integration

import (
	"fmt"
	"strings"
	"time"

	"kap/internal/calendar"
	"kap/internal/choice"
	"kap/internal/course"
	"kap/internal/pause"
	"kap/internal/preparation"
	"kap/internal/problem"
	"kap/internal/protocol"

	"github.com/google/uuid"
)

// Ready is whether the client feels ready for the next dosing session.
type Ready string

// The answers.
const (
	IsReady     Ready = "ready"
	NotReadyYet Ready = "not yet"
	Unsure      Ready = "unsure"
	Finished    Ready = "finished" // wants no further session
)

var readies = choice.List[Ready]{{IsReady, "Ready"}, {NotReadyYet, "Not yet"}, {Unsure, "Unsure"}, {Finished, "Wants no further session"}}

// Choices are the answers a form offers.
func (Ready) Choices() []choice.Answer { return readies.Answers() }

// Words are how an answer is read.
func (r Ready) Words() string { return readies.Words(r) }

// YesNo is the answer to a question that may be left open; empty is not asked.
type YesNo string

var yesNo = choice.List[YesNo]{{"yes", "Yes"}, {"no", "No"}}

// Choices are the answers a form offers.
func (YesNo) Choices() []choice.Answer { return yesNo.Answers() }

// Words are how an answer is read.
func (y YesNo) Words() string { return yesNo.Words(y) }

// Visit is one integration session about one dosing day, usually 53 minutes.
type Visit struct {
	HeldAt       time.Time         `form:"held_at" label:"Held at"`
	Minutes      int               `form:"minutes" label:"Length" unit:"min"`
	Place        preparation.Place `form:"place" label:"Where"`
	LateReason   string            `form:"late_reason" label:"Why not within the first days"`
	StateSince   string            `form:"state_since" label:"How the client has been"`
	Sleep        string            `form:"sleep"`
	Mood         string            `form:"mood"`
	AfterEffects string            `form:"after_effects" label:"After-effects"`
	Urinary      YesNo             `form:"urinary" label:"Urinary symptoms" warn:"yes"`
	UrinaryWords string            `form:"urinary_words" label:"Which urinary symptoms"`
	RiskCheck    uuid.UUID         `form:"-" db:"risk_check_id" facts:"-"` // a risk check of the same day
	Surfaced     string            `form:"surfaced" label:"What surfaced"`
	Themes       []string          `form:"themes" as:"lines"`
	Clarity      string            `form:"clarity" label:"Memories, emotions and patterns seen with new clarity"`
	Intention    string            `form:"intention" label:"Link to intention and goals"`
	Ready        Ready             `form:"ready" label:"Ready for the next dosing session"`
	ReadyWords   string            `form:"ready_words" label:"In the client's words"`
	Concern      string            `form:"concern" label:"Concern for the prescriber"`
}

// Check refuses a session that cannot be recorded. First says whether it is the first
// since the dosing day: then its day may need a reason.
func (s Visit) Check(dosing time.Time, first bool, zone *time.Location, now time.Time, b protocol.Body) error {
	var f problem.Fields
	if s.HeldAt.IsZero() || s.HeldAt.After(now) {
		f.Add("held_at", "Enter when it was held; it cannot be in the future.")
		return f.Err()
	}
	if s.Minutes <= 0 {
		f.Add("minutes", "Enter how many minutes it took.")
	}
	if !preparation.Places.Has(s.Place) {
		f.Add("place", "Say where it was held: here, by video or elsewhere.")
	}
	if s.Urinary != "" && !yesNo.Has(s.Urinary) {
		f.Add("urinary", "Choose yes or no, or leave it open.")
	}
	if s.Ready != "" && !readies.Has(s.Ready) {
		f.Add("ready", "Choose one of the answers, or leave it open.")
	}
	day := calendar.Day(s.HeldAt, zone)
	if day.Before(dosing) {
		f.Add("held_at", "This is before the dosing session it is about; choose the session it belongs to.")
	}
	switch r := FirstVisit(dosing, day, b); {
	case r.Effect == course.Nobody && !day.Before(dosing):
		f.Add("held_at", "What is said on the dosing day belongs to its impressions. %s", r.Words)
	case first && r.Effect == course.Reason && strings.TrimSpace(s.LateReason) == "":
		f.Add("late_reason", "%s", r.Words)
	}
	return f.Err()
}

// CheckComplete refuses to complete a session that left out what must be asked: state,
// urinary symptoms, risk, each goal's rating, each practice, and readiness.
func (s Visit) CheckComplete(goals []preparation.Rating, practices []preparation.Practice, b protocol.Body) error {
	var f problem.Fields
	if strings.TrimSpace(s.StateSince) == "" {
		f.Add("state_since", "Write how the client has been since.")
	}
	s.checkUrinary(&f)
	if s.RiskCheck == uuid.Nil {
		f.Add("risk_check", "Make a risk check in this session.")
	}
	if !readies.Has(s.Ready) {
		f.Add("ready", "Ask whether the client feels ready for the next session.")
	}
	for i, g := range goals {
		_ = f.Join(fmt.Sprintf("goals[%d].", i), g.Check(b)) // a problem with fields, always
	}
	for i, p := range practices {
		if p.Happened == preparation.NotAsked {
			f.Add(fmt.Sprintf("practices[%d].happened", i), "Ask whether this happened: %s.", p.Words)
		}
	}
	return f.Err()
}

func (s Visit) checkUrinary(f *problem.Fields) {
	switch {
	case !yesNo.Has(s.Urinary):
		f.Add("urinary", "Ask about urinary symptoms, and choose yes or no.")
	case s.Urinary == "yes" && strings.TrimSpace(s.UrinaryWords) == "":
		f.Add("urinary_words", "Describe the urinary symptoms.")
	}
}

// Review is a question for the prescriber that a visit opens.
type Review struct {
	Kind   pause.ReviewKind
	Reason string
}

// Opens are the reviews a completed session opens: urinary symptoms, and a concern.
func (s Visit) Opens() []Review {
	var reviews []Review
	if s.Urinary == "yes" {
		reviews = append(reviews, Review{pause.Urinary, "Integration visit: urinary symptoms. " + s.UrinaryWords})
	}
	if concern := strings.TrimSpace(s.Concern); concern != "" {
		reviews = append(reviews, Review{pause.Concern, "Integration visit: " + concern})
	}
	return reviews
}
