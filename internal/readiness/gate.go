package readiness

import (
	"strings"
	"time"

	"kap/internal/problem"
	"kap/internal/protocol"
)

// Class says who can let an item pass that is not ready (protocol 4.1).
type Class string

// Classes. HardStop nobody passes; Overridable a prescriber with a reason; Soft the
// therapist acknowledges.
const (
	HardStop    Class = "hard"
	Overridable Class = "override"
	Soft        Class = "soft"
)

// State is where an item stands.
type State string

// States of an item.
const (
	Ready        State = "ready"
	NotYet       State = "not_yet"
	Overridden   State = "overridden"
	Acknowledged State = "acknowledged"
	NotNeeded    State = "not_needed"
)

// Kind is the state as a line of the page is drawn: "ready", "held", "none", "done".
func (s State) Kind() string {
	switch s {
	case Ready:
		return "ready"
	case NotYet:
		return "held"
	case NotNeeded:
		return "none"
	}
	return "done"
}

// Word is the state as it is shown.
func (s State) Word() string {
	switch s {
	case Ready:
		return "Ready"
	case NotYet:
		return "Not yet"
	case Overridden:
		return "Overridden"
	case Acknowledged:
		return "Acknowledged"
	}
	return "Not needed"
}

// Item is one line of readiness.
type Item struct {
	ID       string `json:"id"`    // stored, never shown
	Theme    string `json:"theme"` // heading
	Title    string `json:"title"`
	Evidence string `json:"evidence"` // what is known, with time and name
	Desk     Label  `json:"desk"`     // all the front desk sees of it
	Class    Class  `json:"class"`
	State    State  `json:"state"`
	Sentence string `json:"sentence,omitempty"` // what is wrong and what to do; empty when nothing is
	Extent   Extent `json:"extent,omitempty"`   // what an override or acknowledgement would cover
	Calls    bool   `json:"calls,omitempty"`    // an override needs a logged call to the prescriber
}

// Passes says whether the item lets the session start.
func (i Item) Passes() bool { return i.State != NotYet }

// MayOverride says whether a prescriber can let it pass.
func (i Item) MayOverride() bool { return i.State == NotYet && i.Class == Overridable }

// MayAcknowledge says whether the therapist can.
func (i Item) MayAcknowledge() bool { return i.State == NotYet && i.Class == Soft }

// Gate is readiness at one moment. On screens it is called readiness.
type Gate struct {
	At       time.Time
	Protocol int // version evaluated under
	Items    []Item
	Earliest time.Time // start after fasting; zero while food and drink are not known
	Latest   time.Time // start that leaves room in the booking; zero while there is none
}

// Evaluate looks at every item. It runs when readiness is signed and again, with the
// time of the lozenge, inside the transaction that records the first one.
func Evaluate(f Facts, b protocol.Body, now time.Time) Gate {
	if f.Zone == nil {
		f.Zone = time.UTC
	}
	if !f.Arrival.ValidOn(now, f.Zone) {
		f.Arrival = Arrival{}
	}
	g := Gate{At: now, Protocol: b.Version, Earliest: earliestStart(f.Arrival, b), Latest: latestStart(f.Room, b)}
	for _, r := range rules {
		if r.id == reviewItem {
			f.Reviews = unanswered(f.Reviews, g.Items)
		}
		g.Items = append(g.Items, r.settle(r.look(f, b, now), f, now))
	}
	return g
}

// May says whether the lozenge may be taken.
func (g Gate) May() bool { return len(g.Missing()) == 0 }

// Missing are the items that still stop the session.
func (g Gate) Missing() []Item {
	var missing []Item
	for _, item := range g.Items {
		if !item.Passes() {
			missing = append(missing, item)
		}
	}
	return missing
}

// Item finds a line by its id.
func (g Gate) Item(id string) (Item, bool) {
	for _, item := range g.Items {
		if item.ID == id {
			return item, true
		}
	}
	return Item{}, false
}

// Refusal is nil when the lozenge may be taken; otherwise what is missing, in words.
func (g Gate) Refusal() error {
	missing := g.Missing()
	if len(missing) == 0 {
		return nil
	}
	var sentences []string
	for _, item := range missing {
		sentences = append(sentences, item.Title+": "+item.Sentence)
	}
	return problem.New(problem.Conflict, "Not ready for the lozenge. "+strings.Join(sentences, " "))
}

// Shown is what a line says of the item: the evidence, and what is missing.
func (i Item) Shown() string {
	switch {
	case i.Passes():
		return i.Evidence
	case i.Evidence == "":
		return i.Sentence
	}
	return strings.TrimSuffix(i.Evidence, ".") + ". " + i.Sentence
}
