package vitals

import (
	"kap/internal/auth"
	"kap/internal/problem"
)

// MOAAS is the id of the scale sedation is kept in; a variant from 1 to 6 exists, so
// the scale is stored with the score.
const MOAAS = "MOAA/S 0-5"

// Response is one step of the Modified Observer's Assessment of Alertness/Sedation
// (Chernik 1990), in the words a person at the bedside uses.
type Response struct {
	Score int
	Words string
	// Clinician: only a nurse or the prescriber tests for this one.
	Clinician bool
}

// Responses are the steps of MOAA/S, the most awake first.
func Responses() []Response {
	return []Response{
		{5, "Answers normally", false},
		{4, "Slow to answer", false},
		{3, "Only if called loudly or repeatedly", false},
		{2, "Only to touch or gentle shaking", false},
		{1, "Only to a painful squeeze", true},
		{0, "No response", false},
	}
}

// SedationWords puts a MOAA/S score into words; "" when there is no such score.
func SedationWords(score int) string {
	for _, r := range Responses() {
		if r.Score == score {
			return r.Words
		}
	}
	return ""
}

// mayTest refuses a response that only a nurse or a prescriber tests for: a painful
// squeeze (MOAA/S 1). That there was none at all is everybody's to say.
func mayTest(a auth.Actor, sedation *int) error {
	for _, r := range Responses() {
		if sedation != nil && r.Score == *sedation && r.Clinician && !a.Is(auth.Nurse, auth.Prescriber) {
			return problem.At("sedation", "Only a nurse or a prescriber tests with a painful squeeze. Call one now; until then, record what you see.")
		}
	}
	return nil
}
