package preparation

import (
	"slices"
	"strings"
	"time"

	"kap/internal/calendar"
	"kap/internal/choice"
	"kap/internal/problem"
	"kap/internal/schedule"
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

// Booked is where a visit is held as it was booked: what is neither here nor elsewhere is
// by video.
func Booked(m schedule.VisitMode) Place {
	switch m {
	case schedule.Video, schedule.Telephone:
		return Video
	case schedule.Elsewhere:
		return Elsewhere
	}
	return Here
}

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
	LettingGo string `form:"letting_go" label:"Letting go of control"`
	Steadying string `form:"steadying" label:"What steadies me"`
	Signal    string `form:"signal" label:"How I signal during the session"`
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

// Visit is one preparation session, usually 53 minutes.
type Visit struct {
	HeldAt          time.Time `form:"held_at" label:"When" facts:"-"`
	Minutes         int       `form:"minutes" label:"Length" unit:"min" facts:"-"`
	Place           Place     `form:"place" label:"Where" facts:"-"`
	HeldWhere       string    `form:"held_where" label:"If elsewhere: with whom and where" facts:"-"`
	Intention       string    `form:"intention" label:"Intention for the coming session" facts:"-"` // in the client's words
	Emotional       `facts:"-"`
	Setting         Setting   `form:"setting" facts:"-"`
	Topics          []string  `form:"topics" label:"What was gone through" facts:"-"`
	Touch           string    `form:"touch" label:"Touch: what helps, what does not" facts:"-"` // preferences; the consent is its own record
	IntegrationPlan string    `form:"integration_plan" label:"Plan for integration"`
	Words           string    `form:"words" label:"Anything else from this session"`
	CompletedAt     time.Time `form:"-" db:"completed_at,read" facts:"-"` // zero until completed
}

// Check refuses a session that cannot be recorded.
func (s Visit) Check(now time.Time) error {
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
func (s Visit) CheckComplete(now time.Time) error {
	if err := s.Check(now); err != nil {
		return err
	}
	if s.Place != Elsewhere && len(s.Topics) == 0 {
		return problem.At("topics", "Mark what was gone through before completing the session.")
	}
	return nil
}

// Ours says whether it counted toward the minimum at a moment: held and completed by
// then, by this clinic.
func (s Visit) Ours(at time.Time) bool {
	return s.Place != Elsewhere && !s.HeldAt.After(at) && !s.CompletedAt.IsZero() && !s.CompletedAt.After(at)
}

// Held counts the sessions of a course that were ours at a moment and gives the calendar
// day of the last one, zero when there is none. course.Preparation rules on them.
func Held(sessions []Visit, at time.Time, zone *time.Location) (n int, last time.Time) {
	for _, s := range sessions {
		if !s.Ours(at) {
			continue
		}
		n++
		if day := calendar.Day(s.HeldAt, zone); day.After(last) {
			last = day
		}
	}
	return n, last
}

// Told says whether an intention and wishes for the setting were written down at a
// session held by a moment, completed or not, here or elsewhere.
func Told(sessions []Visit, at time.Time) (intention, setting bool) {
	for _, s := range sessions {
		if s.HeldAt.After(at) {
			continue
		}
		intention = intention || strings.TrimSpace(s.Intention) != ""
		setting = setting || !s.Setting.Empty()
	}
	return intention, setting
}
