package client

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
	"kap/internal/protocol"
)

// Medicine is something the client takes, as somebody said.
type Medicine struct {
	ID          uuid.UUID
	Name        string
	Class       string // of the protocol's medicines; empty: not in our list
	Dose        string // as said: "20 mg mornings"
	AsNeeded    bool
	LastTakenAt *time.Time
	StartedOn   *time.Time
	StoppedOn   *time.Time // the first day without it
	Source      string     // who said so
	CreatedAt   time.Time
}

// Taken says whether the client takes it on a date.
func (m Medicine) Taken(on time.Time) bool { return m.StoppedOn == nil || m.StoppedOn.After(on) }

// Listed is what the protocol says of the medicine, in one line. A medicine that
// is not in the list is never said to have no interaction.
func (m Medicine) Listed(b protocol.Body) string {
	rule, listed := b.Medicine(m.Class)
	if !listed {
		return "Not in our list"
	}
	return rule.Name + ": " + rule.Effect
}

// Sources are who can have said so.
var Sources = []string{"client", "pharmacy", "PDMP", "referrer"}

// MedicineEntry is what somebody types of a medicine.
type MedicineEntry struct {
	Name        string    `form:"name"`
	Class       string    `form:"class"`
	Dose        string    `form:"dose"`
	AsNeeded    bool      `form:"as_needed"`
	LastTakenAt time.Time `form:"last_taken_at"`
	StartedOn   time.Time `form:"started_on"`
	Source      string    `form:"source"`
}

// NotListed is the answer for a medicine that is in no class of the protocol.
const NotListed = "not-listed"

// Check refuses what cannot be: a class the protocol does not have, a time ahead.
func (e MedicineEntry) Check(b protocol.Body, now time.Time) error {
	var f problem.Fields
	if e.Name == "" {
		f.Add("name", "Type the medicine's name, as on the label.")
	}
	if _, listed := b.Medicine(e.Class); !listed && e.Class != NotListed {
		f.Add("class", "Choose what kind of medicine it is, or “Not in our list”.")
	}
	if e.LastTakenAt.After(now) {
		f.Add("last_taken_at", "This time lies ahead. Type when it was last taken.")
	}
	if e.StartedOn.After(now) {
		f.Add("started_on", "This day lies ahead. Type when it was begun, or leave it empty.")
	}
	if !slices.Contains(Sources, e.Source) {
		f.Add("source", "Choose who said so.")
	}
	return f.Err()
}

// AsksForReview says whether a new medicine waits for the prescriber: one the
// protocol says something about, and one it does not know (protocol 1.2, 1.4).
func (e MedicineEntry) AsksForReview(b protocol.Body) bool {
	rule, listed := b.Medicine(e.Class)
	return !listed || rule.Action != protocol.NoAction
}

func (e MedicineEntry) listed(b protocol.Body) string {
	return Medicine{Class: e.class()}.Listed(b)
}

func (e MedicineEntry) class() string {
	if e.Class == NotListed {
		return ""
	}
	return e.Class
}
