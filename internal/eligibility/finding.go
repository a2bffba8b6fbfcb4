package eligibility

import (
	"strings"

	"kap/internal/protocol"
)

// Effect is what one criterion does to the decision.
type Effect string

// The effects. NotAsked is never clear.
const (
	Clear        Effect = "clear"
	Excludes     Effect = "excludes"
	Weigh        Effect = "weigh"
	Warn         Effect = "warn"
	NotAnswered  Effect = "not answered"
	AfterMeasure Effect = "measure first" // no blood pressure yet: a condition can stand in
)

// Answered is a criterion's answer with what it rests on.
type Answered struct {
	Answer    Answer    `form:"answer" json:"answer"`
	Evidence  string    `form:"evidence" json:"evidence,omitempty"`
	Substance Substance `form:"substance" json:"substance,omitempty"` // E17, while active
}

// Answers are the answers of a consultation by criterion ID.
type Answers map[string]Answered

// Finding is one criterion as answered, kept in the signed decision.
type Finding struct {
	ID       string `json:"id"`
	Key      string `json:"key"`
	Words    string `json:"words"` // wording as answered
	Answer   Answer `json:"answer"`
	Evidence string `json:"evidence,omitempty"`
	Effect   Effect `json:"effect"`
}

// Evaluate goes through the whole list, in its order: computed criteria from the
// facts, the others from the answers. What has no known answer is not answered.
func Evaluate(answers Answers, facts Facts, b protocol.Body) []Finding {
	findings := make([]Finding, 0, len(Criteria))
	for _, c := range Criteria {
		findings = append(findings, c.find(answers[c.ID], facts, b.Eligibility))
	}
	return findings
}

func (c Criterion) find(given Answered, facts Facts, e protocol.Eligibility) Finding {
	if c.Computed {
		given.Answer, given.Evidence = facts.compute(c.ID, e)
	}
	if !c.Known(given.Answer) {
		given.Answer = NotAsked
	}
	return Finding{
		ID: c.ID, Key: c.Key, Words: c.Words(given.Answer, e),
		Answer: given.Answer, Evidence: c.evidence(given, facts), Effect: c.effect(given, facts, e),
	}
}

// evidence is what was typed, after the substance where one is asked for.
func (c Criterion) evidence(given Answered, facts Facts) string {
	if c.ID != "E17" || given.Answer != "active" {
		return given.Evidence
	}
	substance := given.Substance.Words()
	if given.Substance == "" && Addiction(facts.Indication) {
		substance = "Say which substance: only the addiction that is the indication itself is weighed"
	}
	return strings.Trim(substance+". "+given.Evidence, ". ")
}

// ofIndication is the protocol's answer for an active disorder that is what is treated.
const ofIndication = "indication"

// effect is the protocol's class; a present answer without a class excludes, so that
// nothing passes by a gap in the protocol.
func (c Criterion) effect(given Answered, facts Facts, e protocol.Eligibility) Effect {
	a := given.Answer
	switch {
	case a == NotAsked && c.ID == "E04":
		return AfterMeasure
	case a == NotAsked:
		return NotAnswered
	case a == Absent:
		return Clear
	case c.ID == "E17" && a == "active" && given.Substance.Of(facts.Indication):
		a = ofIndication
	}
	switch e.Class(c.ID, string(a)) {
	case protocol.Weighed:
		return Weigh
	case protocol.Warns:
		return Warn
	}
	return Excludes
}

// With are the findings that have this effect.
func With(effect Effect, findings []Finding) []Finding {
	var with []Finding
	for _, f := range findings {
		if f.Effect == effect {
			with = append(with, f)
		}
	}
	return with
}
