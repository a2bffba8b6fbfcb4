package eligibility

import (
	"strings"

	"kap/internal/choice"
)

// Substance is what somebody is addicted to, as the ICD-10-CM category of the disorder. An
// active disorder is weighed instead of excluding where it is itself what is treated, and
// only that one; tobacco opens no exception and is no answer (E17).
type Substance string

var substances = choice.List[Substance]{{"F10", "Alcohol"}, {"F11", "Opioids"}, {"F12", "Cannabis"}, {"F13", "Sedatives"},
	{"F14", "Cocaine"}, {"F15", "Other stimulants"}, {"F16", "Hallucinogens"}, {"F18", "Inhalants"},
	{"several", "More than one, or another"}}

// Choices are the substances a form offers.
func (Substance) Choices() []choice.Answer { return substances.Answers() }

// Words are how a substance is read; empty where none was said.
func (s Substance) Words() string { return substances.Words(s) }

// Of says whether a coded indication is the addiction to exactly this substance.
func (s Substance) Of(indication string) bool {
	code := strings.ToUpper(strings.TrimSpace(indication))
	return s != "" && substances.Has(s) && strings.HasPrefix(code, string(s))
}
