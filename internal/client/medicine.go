package client

import (
	"strings"
	"time"

	"github.com/google/uuid"

	"kap/internal/calendar"
	"kap/internal/choice"
	"kap/internal/problem"
	"kap/internal/protocol"
)

// Source is who said that the client takes something.
type Source string

var sources = choice.List[Source]{{"client", "Client"}, {"pharmacy", "Pharmacy"}, {"PDMP", "PDMP"}, {"referrer", "Referrer"}}

// Choices are the answers a form offers.
func (Source) Choices() []choice.Answer { return sources.Answers() }

// Words are how an answer is read.
func (s Source) Words() string { return sources.Words(s) }

// MedicineEntry is what somebody types of a medicine.
type MedicineEntry struct {
	Name        string    `form:"name" label:"Medicine or supplement"`
	Class       string    `form:"class" label:"Kind"` // of the protocol's medicines, or NotListed; stored: empty, not in our list
	Dose        string    `form:"dose"`               // as said: "20 mg mornings"
	AsNeeded    bool      `form:"as_needed" label:"Only as needed"`
	LastTakenAt time.Time `form:"last_taken_at" label:"Last taken"`
	StartedOn   time.Time `form:"started_on" label:"Taken since" as:"date"`
	Source      Source    `form:"source" label:"Who said so"`
}

// Medicine is something the client takes, as somebody said.
type Medicine struct {
	ID uuid.UUID
	MedicineEntry
	StoppedOn time.Time // the first day without it; zero: still taken
	CreatedAt time.Time
}

// mayStop refuses a day that lies ahead, and one before the medicine was begun.
func mayStop(of []Medicine, id uuid.UUID, on, today time.Time) error {
	if on.After(today) {
		return problem.At("stopped_on", "This day lies ahead. Type the day on which it was stopped.")
	}
	for _, m := range of {
		if m.ID == id && on.Before(m.StartedOn) {
			return problem.At("stopped_on", "It is taken since %s, and cannot have been stopped before. Type the day on which it was stopped, or correct since when it is taken.", calendar.Words(m.StartedOn))
		}
	}
	return nil
}

// Taken says whether the client takes it on a date.
func (m Medicine) Taken(on time.Time) bool { return m.StoppedOn.IsZero() || m.StoppedOn.After(on) }

// Listed is what the protocol says of the medicine, in one line. A medicine that
// is not in the list is never said to have no interaction.
func (m Medicine) Listed(b protocol.Body) string {
	rule, listed := b.Medicine(m.Class)
	if !listed {
		return "Not in our list"
	}
	return rule.Name + ": " + rule.Effect
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
	if !sources.Has(e.Source) {
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

// Changes is the medicine of the list that this one takes the place of: of the same name,
// still taken on a date, with another dose; nil for none.
func (e MedicineEntry) Changes(taken []Medicine, on time.Time) *Medicine {
	for i, m := range taken {
		same := strings.EqualFold(strings.TrimSpace(m.Name), strings.TrimSpace(e.Name))
		if same && m.Taken(on) && (m.Dose != e.Dose || m.AsNeeded != e.AsNeeded) {
			return &taken[i]
		}
	}
	return nil
}

// question is what the prescriber is asked about it.
func (e MedicineEntry) question(was *Medicine, b protocol.Body) string {
	if was == nil {
		return "New medicine: " + e.Name + ". " + e.listed(b) + "."
	}
	return "Changed medicine: " + e.Name + ", " + dose(was.Dose, was.AsNeeded) + " before, " + dose(e.Dose, e.AsNeeded) + " now. " + e.listed(b) + "."
}

func dose(words string, asNeeded bool) string {
	if words == "" {
		words = "dose not said"
	}
	if asNeeded {
		words += " as needed"
	}
	return words
}

func (e MedicineEntry) listed(b protocol.Body) string { return Medicine{MedicineEntry: e}.Listed(b) }

// stored is the entry as it is kept.
func (e MedicineEntry) stored() MedicineEntry {
	if e.Class == NotListed {
		e.Class = ""
	}
	return e
}
