package integration

import (
	"fmt"
	"slices"
	"strings"
	"time"

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

// Session is one integration session about one dosing day, usually 53 minutes.
type Session struct {
	HeldAt       time.Time         `form:"held_at"`
	Minutes      int               `form:"minutes"`
	Place        preparation.Place `form:"place"`
	LateReason   string            `form:"late_reason"`
	StateSince   string            `form:"state_since"`
	Sleep        string            `form:"sleep"`
	Mood         string            `form:"mood"`
	AfterEffects string            `form:"after_effects"`
	Urinary      string            `form:"urinary"` // "yes", "no"; empty is not asked
	UrinaryWords string            `form:"urinary_words"`
	RiskCheck    uuid.UUID         `form:"-"` // a risk check of the same day
	Surfaced     string            `form:"surfaced"`
	Themes       []string          `form:"themes"`
	Clarity      string            `form:"clarity"`   // memories, emotions, patterns seen anew
	Intention    string            `form:"intention"` // link to intention and goals
	Ready        Ready             `form:"ready"`
	ReadyWords   string            `form:"ready_words"`
	Concern      string            `form:"concern"` // for the prescriber; empty is none
}

// Check refuses a session that cannot be recorded. First says whether it is the first
// since the dosing day: then its day may need a reason.
func (s Session) Check(dosing time.Time, first bool, zone *time.Location, now time.Time, b protocol.Body) error {
	var f problem.Fields
	if s.HeldAt.IsZero() || s.HeldAt.After(now) {
		f.Add("held_at", "Enter when it was held; it cannot be in the future.")
		return f.Err()
	}
	if s.Minutes <= 0 {
		f.Add("minutes", "Enter how many minutes it took.")
	}
	if !slices.Contains([]preparation.Place{preparation.Here, preparation.Video, preparation.Elsewhere}, s.Place) {
		f.Add("place", "Say where it was held: here, by video or elsewhere.")
	}
	if !slices.Contains([]string{"", "yes", "no"}, s.Urinary) {
		f.Add("urinary", "Choose yes or no, or leave it open.")
	}
	if !slices.Contains([]Ready{"", IsReady, NotReadyYet, Unsure, Finished}, s.Ready) {
		f.Add("ready", "Choose one of the answers, or leave it open.")
	}
	day := course.Day(s.HeldAt, zone)
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
func (s Session) CheckComplete(goals []preparation.Rating, practices []preparation.Practice, b protocol.Body) error {
	var f problem.Fields
	if strings.TrimSpace(s.StateSince) == "" {
		f.Add("state_since", "Write how the client has been since.")
	}
	s.checkUrinary(&f)
	if s.RiskCheck == uuid.Nil {
		f.Add("risk_check", "Make a risk check in this session.")
	}
	if !slices.Contains([]Ready{IsReady, NotReadyYet, Unsure, Finished}, s.Ready) {
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

func (s Session) checkUrinary(f *problem.Fields) {
	switch {
	case s.Urinary != "yes" && s.Urinary != "no":
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
func (s Session) Opens() []Review {
	var reviews []Review
	if s.Urinary == "yes" {
		reviews = append(reviews, Review{pause.Urinary, "Integration visit: urinary symptoms. " + s.UrinaryWords})
	}
	if concern := strings.TrimSpace(s.Concern); concern != "" {
		reviews = append(reviews, Review{pause.Concern, "Integration visit: " + concern})
	}
	return reviews
}
