package dosing

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
)

// Way is how a client expresses the experience after the medicine (protocol 5).
type Way string

// The ways, in the order of the page.
const (
	Talk     Way = "talk"
	Journal  Way = "journal"
	Art      Way = "art"
	Movement Way = "movement"
	Silence  Way = "silence"
)

// Ways lists them in the order people read them.
var Ways = []Way{Talk, Journal, Art, Movement, Silence}

// Belongs says what an impression is, chosen before typing.
type Belongs string

// The classes of what is written. Psychotherapy notes are stored only with
// psychotherapy notes (45 CFR 164.501).
const (
	Record            Belongs = "record"
	PsychotherapyNote Belongs = "psychotherapy_note"
	ClientsOwn        Belongs = "clients_own"
)

// Emotion is a feeling and how strong it was, 0-10.
type Emotion struct {
	Name      string `form:"name" json:"name"`
	Intensity int    `form:"intensity" json:"intensity"`
}

// ImpressionEntry is what a client brought back, in their way, the same day.
type ImpressionEntry struct {
	Ways        []Way     `form:"ways"`
	Belongs     Belongs   `form:"belongs"`
	Impressions string    `form:"impressions"`
	Images      string    `form:"images"`
	Emotions    []Emotion `form:"emotions"`
	Body        string    `form:"body"`
	Memories    string    `form:"memories"`
	Insights    string    `form:"insights"`
	Hard        string    `form:"hard"`   // what was hard
	Helped      string    `form:"helped"` // and what helped
	Intention   string    `form:"intention"`
	Quotes      string    `form:"quotes"` // the client's own words
}

// Check finds what is missing or misplaced, at its fields. Silence needs no words.
func (i ImpressionEntry) Check() error {
	var f problem.Fields
	i.checkWays(&f)
	switch i.Belongs {
	case Record, ClientsOwn:
	case PsychotherapyNote:
		f.Add("belongs", "A psychotherapy note is kept apart. Write it under psychotherapy notes; nothing of it is stored here.")
	default:
		f.Add("belongs", "Choose first whether this is for the record, a psychotherapy note or the client's own material.")
	}
	for n, e := range i.Emotions {
		f.Blank(fmt.Sprintf("emotions[%d].name", n), e.Name, "Name the emotion, or remove the line.")
		if e.Intensity < 0 || e.Intensity > 10 {
			f.Add(fmt.Sprintf("emotions[%d].intensity", n), "Intensity is a number from 0 to 10.")
		}
	}
	return f.Err()
}

func (i ImpressionEntry) checkWays(f *problem.Fields) {
	if len(i.Ways) == 0 {
		f.Add("ways", "Choose at least one way: talk, journal, art, movement or silence.")
	}
	for _, way := range i.Ways {
		if !slices.Contains(Ways, way) {
			f.Add("ways", "Choose from talk, journal, art, movement and silence.")
		}
	}
	silent := len(i.Ways) == 1 && i.Ways[0] == Silence
	if !silent && i.empty() {
		f.Add("impressions", "Write what the client brought back, in their words where you can.")
	}
}

func (i ImpressionEntry) empty() bool {
	words := i.Impressions + i.Images + i.Body + i.Memories + i.Insights + i.Hard + i.Helped + i.Intention + i.Quotes
	return strings.TrimSpace(words) == "" && len(i.Emotions) == 0
}

// Impression is impressions as they are kept.
type Impression struct {
	ID uuid.UUID
	At time.Time `db:"at,read"`
	ImpressionEntry
	By     uuid.UUID `db:"recorded_by,read"`
	ByName string    `sign:"-" db:"by_name,read"`
}
