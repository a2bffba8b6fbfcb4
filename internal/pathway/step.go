package pathway

import (
	"cmp"
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/task"
)

// Step is one thing that comes next: what, who owns it, since when, what stands in
// its way.
type Step struct {
	Kind    task.Kind
	What    string
	Detail  string
	Owner   auth.Role
	Staff   uuid.UUID // zero: anyone of the role
	Since   time.Time
	Due     time.Time // zero: no hour
	Blocked []Blocker
	Desk    string // what the front desk reads of it
	Href    string
	Act     string // words of its button
	Fact    task.Fact
	Urgent  bool // somebody may be in danger
	Now     bool // the client is here
	Visit   bool // booked and still to come: on the agenda, no task
	Opened  bool // another step of care opened it as a task
}

// Blocker is one thing that stands in the way, in clinical words and as the front
// desk reads it.
type Blocker struct{ Words, Desk string }

// Task says whether the pathway opens it as a task: it is somebody's to do now, and
// nobody else opened it. A visit still to come stands on the agenda instead.
func (s Step) Task() bool { return !s.Visit && !s.Now && !s.Opened }

// rank orders steps: danger, the client who is here, what can be done now, what has
// a date to come.
func (s Step) rank() int {
	switch {
	case s.Urgent:
		return 0
	case s.Now:
		return 1
	case !s.Visit:
		return 2
	}
	return 3
}

// inOrder sorts the most pressing first; what has no hour comes after what has one,
// in the order of care.
func inOrder(steps []Step) []Step {
	slices.SortStableFunc(steps, func(a, b Step) int {
		if c := cmp.Compare(a.rank(), b.rank()); c != 0 {
			return c
		}
		switch {
		case a.Due.IsZero() && b.Due.IsZero():
			return 0
		case a.Due.IsZero():
			return 1
		case b.Due.IsZero():
			return -1
		}
		return a.Due.Compare(b.Due)
	})
	return steps
}

// Kinds of step that no other step of care opens as a task.
const (
	nameTeam      task.Kind = "name care team"
	bookConsult   task.Kind = "book consultation"
	consult       task.Kind = "consultation"
	decide        task.Kind = "decide"
	lookAgain     task.Kind = "look again"
	meetCondition task.Kind = "meet conditions"
	prescribe     task.Kind = "prescribe"
	prepare       task.Kind = "preparation"
	writeGoals    task.Kind = "goals"
	askConsents   task.Kind = "consents"
	askAgain      task.Kind = "ask again"
	askMeasures   task.Kind = "questionnaires"
	dose          task.Kind = "dosing session"
	inSession     task.Kind = "in session"
	integrate     task.Kind = "integration"
	integrateMore task.Kind = "second integration"
	bookMore      task.Kind = "book second integration"
	followUp      task.Kind = "follow-up"
	authorize     task.Kind = "authorize sessions"
	liftPause     task.Kind = "lift pause"
	bookClosing   task.Kind = "book closing visit"
	closeVisit    task.Kind = "closing visit"
	closeCourse   task.Kind = "close course"
)
