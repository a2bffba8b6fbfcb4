package client

import (
	"regexp"
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/calendar"
	"kap/internal/choice"
	"kap/internal/fold"
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

// strength is what is often written behind a medicine's name: "50 mg", "0,5mg mornings".
var strength = regexp.MustCompile(`(?i)\s+[0-9]+([.,/][0-9]+)*\s*(mg|mcg|µg|μg|g|ml|iu|units?|%)\b.*$`)

// SameMedicine says whether two names are one medicine: spaces, case, hyphens and a strength
// behind the name do not tell medicines apart.
func SameMedicine(a, b string) bool {
	return fold.Same(strength.ReplaceAllString(a, ""), strength.ReplaceAllString(b, ""))
}

// Changes are the medicines of the list whose place this one takes: those of the same name
// that are still taken on a date. What says nothing new is refused and names the line that
// stands already.
func (e MedicineEntry) Changes(taken []Medicine, on time.Time) (was []Medicine, err error) {
	for _, m := range taken {
		if SameMedicine(m.Name, e.Name) && m.Taken(on) {
			was = append(was, m)
		}
	}
	if len(was) == 1 && !e.adds(was[0].MedicineEntry) {
		err = problem.At("name", "%s is on the list already: %s. Change what is different, or leave it as it stands.",
			was[0].Name, dose(was[0].Dose, was[0].AsNeeded))
	}
	return was, err
}

// adds says whether an entry says anything that a line of the list does not.
func (e MedicineEntry) adds(was MedicineEntry) bool {
	return e.differs(was) || !e.StartedOn.IsZero() && !e.StartedOn.Equal(was.StartedOn) ||
		!e.LastTakenAt.IsZero() && !e.LastTakenAt.Equal(was.LastTakenAt)
}

// differs says whether it is another use of the medicine: what the prescriber is asked about.
func (e MedicineEntry) differs(was MedicineEntry) bool {
	return fold.Term(e.Dose) != fold.Term(was.Dose) || e.AsNeeded != was.AsNeeded || e.stored().Class != was.Class ||
		fold.Term(e.Name) != fold.Term(was.Name)
}

// known is the entry with the class its name has in the protocol's list, where "Not in our
// list" was said of it: a class, or one of the medicines its name counts up.
func (e MedicineEntry) known(b protocol.Body) MedicineEntry {
	if e.Class != NotListed {
		return e
	}
	i := slices.IndexFunc(b.Medicines, func(m protocol.MedicineRule) bool {
		return slices.ContainsFunc(append(countedUp.Split(m.Name, -1), m.Name, m.Class), func(name string) bool { return SameMedicine(name, e.Name) })
	})
	if i >= 0 {
		e.Class = b.Medicines[i].Class
	}
	return e
}

// countedUp parts a name of the list: "Clozapine, haloperidol and risperidone".
var countedUp = regexp.MustCompile(`,\s*|\s+and\s+|\s+or\s+`)

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
