package preparation

import (
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
)

// State is where an item of readiness stands.
type State string

// The states.
const (
	Done      State = "done"
	NotDone   State = "not done"
	NotNeeded State = "not needed"
)

// ReadinessItems are what no other record states, in the order they are gathered.
var ReadinessItems = []struct{ Item, Words string }{
	{"holds", "Plan for medicines on the day acknowledged"},
	{"fasting", "Plan for eating and drinking acknowledged"},
	{"devices", "Devices for vitals ready"},
	{"emergency plan", "Emergency plan with the address of the site"},
	{"emergency department", "Nearest emergency department named"},
}

// Item is one statement about readiness; the latest of an item holds.
type Item struct {
	CourseID  uuid.UUID `form:"-"`
	Item      string    `form:"item"`
	State     State     `form:"state"`
	Evidence  string    `form:"evidence"`
	At        time.Time `form:"at"`
	ExpiresOn time.Time `form:"expires_on"` // last calendar day; zero does not expire
	By        string    `form:"-"`          // name of who stated it
}

// Check refuses a statement that is not whole.
func (i Item) Check() error {
	var f problem.Fields
	if words(i.Item) == "" {
		f.Add("item", "Choose what this is about.")
	}
	if !slices.Contains([]State{Done, NotDone, NotNeeded}, i.State) {
		f.Add("state", "Choose done, not done or not needed.")
	}
	if i.State == NotNeeded && strings.TrimSpace(i.Evidence) == "" {
		f.Add("evidence", "Write why it is not needed.")
	}
	return f.Err()
}

// ItemsOf are those of one course.
func ItemsOf(items []Item, course uuid.UUID) []Item {
	var of []Item
	for _, i := range items {
		if i.CourseID == course {
			of = append(of, i)
		}
	}
	return of
}

// Stands says whether an item is ready on a calendar day: stated, neither not done nor
// expired.
func Stands(items []Item, item string, on time.Time) bool {
	held := latest(items, item)
	return held != nil && held.stands(on)
}

// Open are, in words, the items that are not ready on a calendar day: never stated, not
// done, or expired.
func Open(items []Item, on time.Time) []string {
	var open []string
	for _, r := range ReadinessItems {
		if !Stands(items, r.Item, on) {
			open = append(open, r.Words)
		}
	}
	return open
}

func (i Item) stands(on time.Time) bool {
	return i.State != NotDone && (i.ExpiresOn.IsZero() || !on.After(i.ExpiresOn))
}

func latest(items []Item, item string) *Item {
	var found *Item
	for k := range items {
		if i := &items[k]; i.Item == item && (found == nil || i.At.After(found.At)) {
			found = i
		}
	}
	return found
}

// Latest is the statement that holds about an item, nil for none.
func Latest(items []Item, item string) *Item { return latest(items, item) }

func words(item string) string {
	for _, r := range ReadinessItems {
		if r.Item == item {
			return r.Words
		}
	}
	return ""
}

// Missing says, in words, what a first dosing would still like to have recorded: it is
// acknowledged by the therapist, it stops nobody.
func Missing(goals []Goal, latest Visit) []string {
	var missing []string
	standing := slices.ContainsFunc(goals, func(g Goal) bool { return g.EndedAt.IsZero() })
	if !standing {
		missing = append(missing, "Goals are not recorded.")
	}
	if strings.TrimSpace(latest.Intention) == "" {
		missing = append(missing, "The intention is not recorded.")
	}
	if latest.Setting.Empty() {
		missing = append(missing, "The setting is not recorded.")
	}
	return missing
}
