package dosing

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
)

// EventKind is one thing that can be noted with one tap.
type EventKind struct {
	Key    string // stored
	Word   string // on the button
	Group  string // heading
	Asks   string // what the words must say; empty when a tap is enough
	Points string // what else may need recording; empty when nothing
}

// Groups of events, in the order of the page.
const (
	Setting    = "Setting"
	Contact    = "Contact"
	Experience = "Experience"
	Body       = "Body"
	Care       = "Care"
)

// MissedReading closes a due reading with a reason.
const MissedReading = "reading_missed"

// Vomiting speaks against a booster.
const Vomiting = "vomiting"

const adverseHint = "If it was distressing or unsafe, record an adverse event too."

// EventKinds are the one-tap events. The altered state is expected: a kind is no
// adverse event by itself (protocol 4.4).
var EventKinds = []EventKind{
	{Key: "eyeshades_on", Word: "Eyeshades on", Group: Setting},
	{Key: "eyeshades_off", Word: "Eyeshades off", Group: Setting},
	{Key: "music_on", Word: "Music on", Group: Setting},
	{Key: "music_changed", Word: "Music changed", Group: Setting},
	{Key: "music_off", Word: "Music off", Group: Setting},
	{Key: "position", Word: "Position changed", Group: Setting},
	{Key: "blanket", Word: "Blanket", Group: Setting},
	{Key: "touch", Word: "Touch, asked first", Group: Contact},
	{Key: "touch_declined", Word: "Touch declined", Group: Contact},
	{Key: "speaking", Word: "Speaking", Group: Contact},
	{Key: "reassured", Word: "Reassured", Group: Contact},
	{Key: "silence", Word: "Silent", Group: Experience},
	{Key: "tears", Word: "Tears", Group: Experience},
	{Key: "laughter", Word: "Laughter", Group: Experience},
	{Key: "fear", Word: "Fear", Group: Experience, Points: adverseHint},
	{Key: "movement", Word: "Movement", Group: Experience},
	{Key: "spat", Word: "Spat out", Group: Body},
	{Key: "swallowed", Word: "Swallowed", Group: Body},
	{Key: "water", Word: "Water", Group: Body},
	{Key: "restroom", Word: "Restroom, walked with", Group: Body},
	{Key: "nausea", Word: "Nausea", Group: Body, Points: adverseHint},
	{Key: Vomiting, Word: "Vomiting", Group: Body, Points: adverseHint},
	{Key: "dizziness", Word: "Dizziness", Group: Body, Points: adverseHint},
	{Key: MissedReading, Word: "Reading missed", Group: Care, Asks: "Write why, for example: in deep process, breathing observed."},
	{Key: "prescriber_called", Word: "Prescriber called", Group: Care, Asks: "Write who answered, the instruction, and that it was read back."},
	{Key: "stopped_early", Word: "Stopped early", Group: Care, Asks: "Write who asked to stop and why. Readings, presence and leaving go on."},
	{Key: "other", Word: "Something else", Group: Care, Asks: "Write what happened."},
}

// KindOf finds a kind by its key.
func KindOf(key string) (EventKind, bool) {
	for _, k := range EventKinds {
		if k.Key == key {
			return k, true
		}
	}
	return EventKind{}, false
}

// EventEntry is something noted in the room.
type EventEntry struct {
	At    time.Time `form:"at"`
	Kind  string    `form:"kind"`
	Words string    `form:"words"`
	Slot  string    `form:"slot"` // the reading that was missed
}

// Check asks for a known kind, a time that has come, and the words some need.
func (e EventEntry) Check(now time.Time) error {
	var f problem.Fields
	kind, known := KindOf(e.Kind)
	if !known {
		f.Add("kind", "Choose what happened from the list.")
	}
	f.NotLater("at", e.At, now)
	f.Needed("words", kind.Asks != "", strings.TrimSpace(e.Words), kind.Asks)
	if (e.Kind == MissedReading) != (e.Slot != "") {
		f.Add("slot", "Choose which reading was missed; only a missed reading names one.")
	}
	return f.Err()
}

// Event is one event as it is kept.
type Event struct {
	ID uuid.UUID
	EventEntry
	By            uuid.UUID `db:"recorded_by,read"`
	ByName        string    `sign:"-" db:"by_name,read"`
	CreatedAt     time.Time `db:"created_at,read"`
	TimeUncertain bool      `db:"time_uncertain,read"`
}

// Word is what happened, as it is shown.
func (e Event) Word() string {
	if kind, known := KindOf(e.Kind); known {
		return kind.Word
	}
	return e.Kind
}
