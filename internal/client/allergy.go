package client

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/choice"
	"kap/internal/fold"
	"kap/internal/problem"
)

// NoneKnown is the substance of the row that says: somebody asked, there is none
// (FHIR "No known allergy").
const NoneKnown = "no known allergies"

// Severity is how badly the client reacts.
type Severity string

var severities = choice.List[Severity]{{"mild", "Mild"}, {"moderate", "Moderate"}, {"severe", "Severe"}}

// Choices are the answers a form offers.
func (Severity) Choices() []choice.Answer { return severities.Answers() }

// Words are how an answer is read.
func (s Severity) Words() string { return severities.Words(s) }

// AllergyEntry is what somebody types of an allergy, or that there is none.
type AllergyEntry struct {
	Substance string   `form:"substance" label:"Reacts to"`
	Reaction  string   `form:"reaction" label:"How"`
	Severity  Severity `form:"severity" label:"How badly"` // empty: not asked
	NoneKnown bool     `form:"none_known" label:"Asked: no allergies are known" db:"-"`
}

// Allergy is what the client reacts to, or NoneKnown.
type Allergy struct {
	ID uuid.UUID
	AllergyEntry
	EndedAt time.Time // zero: in force
}

// noneWords are what people write instead of ticking that none is known.
var noneWords = []string{"none", "none known", NoneKnown, "no allergies", "no known allergy", "no known drug allergies", "NKA", "NKDA",
	"no", "nil", "nothing", "denies", "denies allergies"}

// whole is the entry as it counts: words that say that none is known are the tick.
func (e AllergyEntry) whole() AllergyEntry {
	if fold.Index(e.Substance, noneWords, func(word string) []string { return []string{word} }) >= 0 {
		e.Substance, e.NoneKnown = "", true
	}
	return e
}

// replaces are the allergies in force to the same substance, however it is spelled, whose
// place this one takes. What says nothing new is refused and names the line that stands.
func (e AllergyEntry) replaces(rows []Allergy) (was []Allergy, err error) {
	for _, a := range rows {
		if a.EndedAt.IsZero() && fold.Same(a.Substance, e.Substance) {
			was = append(was, a)
		}
	}
	adds := func(a Allergy) bool {
		return e.Reaction != "" && fold.Term(e.Reaction) != fold.Term(a.Reaction) || e.Severity != "" && e.Severity != a.Severity
	}
	if len(was) > 0 && !slices.ContainsFunc(was, adds) {
		err = problem.At("substance", "%s is on record already. Say how the client reacts, or leave it as it stands.", was[0].Substance)
	}
	return was, err
}

// Check refuses both or neither.
func (e AllergyEntry) Check() error {
	var f problem.Fields
	if e.Substance == "" && !e.NoneKnown {
		f.Add("substance", "Type what the client reacts to, or tick that no allergies are known.")
	}
	if e.Substance != "" && e.NoneKnown {
		f.Add("none_known", "Either type an allergy or tick that none is known.")
	}
	if e.Severity != "" && !severities.Has(e.Severity) {
		f.Add("severity", "Choose among the answers shown.")
	}
	return f.Err()
}

// Allergies are the substances in force, and whether anybody has asked.
func Allergies(rows []Allergy) (substances []string, known bool) {
	for _, a := range rows {
		if !a.EndedAt.IsZero() {
			continue
		}
		known = true
		if a.Substance != NoneKnown {
			substances = append(substances, a.Substance)
		}
	}
	return substances, known
}
