package client

import (
	"slices"
	"time"

	"github.com/google/uuid"

	"kap/internal/problem"
)

// NoneKnown is the substance of the row that says: somebody asked, there is none
// (FHIR "No known allergy").
const NoneKnown = "no known allergies"

// Allergy is what the client reacts to.
type Allergy struct {
	ID        uuid.UUID
	Substance string
	Reaction  string
	Severity  string // empty: not asked
	EndedAt   *time.Time
}

// Severities are the answers of severity.
var Severities = []string{"mild", "moderate", "severe"}

// AllergyEntry is what somebody types of an allergy, or that there is none.
type AllergyEntry struct {
	Substance string `form:"substance"`
	Reaction  string `form:"reaction"`
	Severity  string `form:"severity"`
	NoneKnown bool   `form:"none_known"`
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
	if e.Severity != "" && !slices.Contains(Severities, e.Severity) {
		f.Add("severity", "Choose among the answers shown.")
	}
	return f.Err()
}

// Allergies are the substances in force, and whether anybody has asked.
func Allergies(rows []Allergy) (substances []string, known bool) {
	for _, a := range rows {
		if a.EndedAt != nil {
			continue
		}
		known = true
		if a.Substance != NoneKnown {
			substances = append(substances, a.Substance)
		}
	}
	return substances, known
}
