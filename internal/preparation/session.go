package preparation

import (
	"slices"
	"strings"
	"time"

	"kap/internal/choice"
	"kap/internal/course"
	"kap/internal/problem"
)

// Place is where a visit was held.
type Place string

// The places.
const (
	Here      Place = "here"
	Video     Place = "video"
	Elsewhere Place = "elsewhere" // recorded with where and when; one still has to be ours
)

// Places are the answers.
var Places = choice.List[Place]{{Here, "Here"}, {Video, "By video"}, {Elsewhere, "Elsewhere"}}

// Choices are the places a form offers.
func (Place) Choices() []choice.Answer { return Places.Answers() }

// Words are how a place is read.
func (p Place) Words() string { return Places.Words(p) }

// Topics is what a preparation session goes through, in the order it is offered.
var Topics = []string{
	"goals", "intention", "hopes and fears", "letting go of control", "setting", "the altered state",
	"safety and logistics", "eating and drinking", "medicines on the day", "escort and the way home",
	"touch", "music", "integration plan",
}

// Emotional are the emotional conditions, in the client's words.
type Emotional struct {
	Hopes     string `form:"hopes"`
	Fears     string `form:"fears"`
	LettingGo string `form:"letting_go"` // of control
	Steadying string `form:"steadying"`  // what steadies me
	Signal    string `form:"signal"`     // how to signal during the session
}

// Setting are the environmental conditions the client wishes.
type Setting struct {
	Music       string `form:"music" json:"music,omitempty"`
	Eyeshades   string `form:"eyeshades" json:"eyeshades,omitempty"`
	Light       string `form:"light" json:"light,omitempty"`
	Temperature string `form:"temperature" json:"temperature,omitempty"`
	Position    string `form:"position" json:"position,omitempty"`
	Scent       string `form:"scent" json:"scent,omitempty"`
	Blanket     string `form:"blanket" json:"blanket,omitempty"`
	Recording   string `form:"recording" json:"recording,omitempty"` // wish; the consent is its own record
}

// Empty says whether nothing of the setting is recorded.
func (s Setting) Empty() bool { return s == Setting{} }

// Session is one preparation session, usually 53 minutes.
type Session struct {
	HeldAt    time.Time `form:"held_at"`
	Minutes   int       `form:"minutes"`
	Place     Place     `form:"place"`
	HeldWhere string    `form:"held_where"` // elsewhere: with whom and where
	Intention string    `form:"intention"`  // for the coming dosing, in the client's words
	Emotional
	Setting         Setting   `form:"setting"`
	Topics          []string  `form:"topics"`
	Touch           string    `form:"touch"` // preferences; the consent is its own record
	IntegrationPlan string    `form:"integration_plan"`
	Words           string    `form:"words"`
	CompletedAt     time.Time `form:"-"` // zero until completed
}

// Check refuses a session that cannot be recorded.
func (s Session) Check(now time.Time) error {
	var f problem.Fields
	if s.HeldAt.IsZero() || s.HeldAt.After(now) {
		f.Add("held_at", "Enter when it was held; it cannot be in the future.")
	}
	if s.Minutes <= 0 {
		f.Add("minutes", "Enter how many minutes it took.")
	}
	if !Places.Has(s.Place) {
		f.Add("place", "Say where it was held: here, by video or elsewhere.")
	}
	if s.Place == Elsewhere && strings.TrimSpace(s.HeldWhere) == "" {
		f.Add("held_where", "Write with whom and where it was held.")
	}
	for _, topic := range s.Topics {
		if !slices.Contains(Topics, topic) {
			f.Add("topics", "Choose topics from the list; write others in the text.")
			break
		}
	}
	return f.Err()
}

// CheckComplete refuses to complete a session in which nothing was gone through.
func (s Session) CheckComplete(now time.Time) error {
	if err := s.Check(now); err != nil {
		return err
	}
	if s.Place != Elsewhere && len(s.Topics) == 0 {
		return problem.At("topics", "Mark what was gone through before completing the session.")
	}
	return nil
}

// Named are the fields of the setting with their labels, in the order they are asked.
func (s Setting) Named() []NamedWish {
	return []NamedWish{
		{"music", "Music", s.Music}, {"eyeshades", "Eyeshades", s.Eyeshades}, {"light", "Light", s.Light},
		{"temperature", "Temperature", s.Temperature}, {"position", "Position", s.Position}, {"scent", "Scent", s.Scent},
		{"blanket", "Blanket", s.Blanket}, {"recording", "Recording", s.Recording},
	}
}

// NamedWish is one wish with its name and label.
type NamedWish struct{ Name, Label, Words string }

// Named are the emotional conditions with their labels, in the order they are asked.
func (e Emotional) Named() []NamedWish {
	return []NamedWish{
		{"hopes", "Hopes", e.Hopes}, {"fears", "Fears", e.Fears}, {"letting_go", "Letting go of control", e.LettingGo},
		{"steadying", "What steadies me", e.Steadying}, {"signal", "How I signal during the session", e.Signal},
	}
}

// Ours says whether it counted toward the minimum at a moment: held and completed by
// then, by this clinic.
func (s Session) Ours(at time.Time) bool {
	return s.Place != Elsewhere && !s.HeldAt.After(at) && !s.CompletedAt.IsZero() && !s.CompletedAt.After(at)
}

// Held counts the sessions of a course that were ours at a moment and gives the calendar
// day of the last one, zero when there is none. course.Preparation rules on them.
func Held(sessions []Session, at time.Time, zone *time.Location) (n int, last time.Time) {
	for _, s := range sessions {
		if !s.Ours(at) {
			continue
		}
		n++
		if day := course.Day(s.HeldAt, zone); day.After(last) {
			last = day
		}
	}
	return n, last
}

// Told says whether an intention and wishes for the setting were written down at a
// session held by a moment, completed or not, here or elsewhere.
func Told(sessions []Session, at time.Time) (intention, setting bool) {
	for _, s := range sessions {
		if s.HeldAt.After(at) {
			continue
		}
		intention = intention || strings.TrimSpace(s.Intention) != ""
		setting = setting || !s.Setting.Empty()
	}
	return intention, setting
}
