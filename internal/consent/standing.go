package consent

import (
	"fmt"
	"slices"
	"time"

	"kap/internal/schedule"
)

// Need is how much of a consent a dosing session asks for.
type Need int

// The needs.
const (
	NotNeeded Need = iota
	AnAnswer       // yes or no, both are fine
	AYes
)

// CourseFacts is what decides which consents a course needs.
type CourseFacts struct {
	RemoteVisit bool // a visit of the course is held by video or telephone
	TeamOutside bool // the prescriber or the therapist works outside this clinic
}

// FactsOf are those of a course with these visits. Who treats outside this clinic is
// recorded nowhere yet, so nothing asks for a release.
func FactsOf(visits []schedule.Visit) CourseFacts {
	return CourseFacts{RemoteVisit: slices.ContainsFunc(visits, schedule.Visit.Remote)}
}

// Required says how much of this kind is needed: treatment a yes; touch and
// recording an answer; telehealth only for a remote visit; release only when
// somebody outside treats. Psychotherapy notes never stand in the way.
func Required(kind Kind, f CourseFacts) Need {
	switch {
	case kind == Treatment,
		kind == Telehealth && f.RemoteVisit,
		kind == Release && f.TeamOutside:
		return AYes
	case kind == Touch, kind == Recording:
		return AnAnswer
	}
	return NotNeeded
}

// Standing is where one kind of consent stands for a course.
type Standing struct {
	Kind  Kind
	Need  Need
	Met   bool
	State State
	Words string // what is so and, unless met, what to do
}

// State is where one kind stands, as the consents page says it.
type State string

// The states.
const (
	Signed       State = "Signed"
	SaidNo       State = "Signed: no"
	AnswerNeeded State = "Answer needed"
	Withdrawn    State = "Withdrawn"
	NewText      State = "New text"
	NotApproved  State = "Text not approved"
	NotAsked     State = "Not asked"
)

// LastAnswer is what the client answered last to one kind, as of a moment, beside the
// text that was in force then. One rule judges it, on every page and before a lozenge.
type LastAnswer struct {
	Kind      Kind
	Version   int    // of the text in force; 0: none is approved
	Text      string // its hash, in hex
	Answer    Answer // empty: never asked
	Signed    string // hash of the text that was signed
	SignedAt  time.Time
	Withdrawn time.Time // zero while it stands
}

// Beside puts an answer (nil: never asked) beside a text.
func Beside(c *Consent, text Text) LastAnswer {
	a := LastAnswer{Kind: text.Kind, Version: text.Version, Text: text.SHA256()}
	if c != nil {
		a.Answer, a.Signed, a.SignedAt, a.Withdrawn = c.Answer, c.TextSHA256, c.SignedAt, c.Withdrawn
	}
	return a
}

// InForce says whether it is a yes that stands, to the text in force.
func (a LastAnswer) InForce() bool {
	return a.Answer == Yes && a.Withdrawn.IsZero() && a.Version > 0 && a.Signed == a.Text
}

// Stand judges an answer by what the course needs. What was asked of the client and is
// now withdrawn from touch, recording or release still counts as answered and never
// stops a session. A needed kind without a text in force waits for the medical lead.
func (a LastAnswer) Stand(f CourseFacts) Standing {
	s := Standing{Kind: a.Kind, Need: Required(a.Kind, f)}
	s.Met, s.Words = a.judge(s.Need)
	s.State = a.state(s.Need)
	return s
}

func (a LastAnswer) state(need Need) State {
	switch {
	case a.Version == 0 && need != NotNeeded:
		return NotApproved
	case a.Answer == "" && need == NotNeeded:
		return NotAsked
	case a.Answer == "":
		return AnswerNeeded
	case !a.Withdrawn.IsZero():
		return Withdrawn
	case a.Answer == No:
		return SaidNo
	case !a.InForce():
		return NewText
	}
	return Signed
}

// Standings judges every kind that has a text in force or is needed: consents are the
// latest of each kind, texts those in force.
func Standings(consents []Consent, texts []TextVersion, f CourseFacts) []Standing {
	var all []Standing
	for _, kind := range Kinds {
		a := LastAnswer{Kind: kind}
		if text, found := TextOf(texts, kind); found {
			a = Beside(LatestOf(consents, kind), text.Text)
		}
		if a.Version > 0 || Required(kind, f) != NotNeeded {
			all = append(all, a.Stand(f))
		}
	}
	return all
}

// LatestOf is the latest consent of a kind, nil where it was never asked.
func LatestOf(consents []Consent, kind Kind) *Consent {
	for i := range consents {
		if consents[i].Kind == kind {
			return &consents[i]
		}
	}
	return nil
}

func (a LastAnswer) judge(need Need) (met bool, words string) {
	name := a.Kind.Words()
	switch {
	case need == NotNeeded:
		return true, fmt.Sprintf("%s: not needed here.", name)
	case a.Version == 0:
		return false, fmt.Sprintf("%s: its text is not approved yet. The medical lead approves it under Consent texts.", name)
	case a.Answer == "":
		return false, fmt.Sprintf("%s: not asked yet. Go through the text with the client and record the answer.", name)
	case a.InForce():
		return true, fmt.Sprintf("%s: agreed.", name)
	case !a.Withdrawn.IsZero():
		return need == AnAnswer || a.Kind == Release, fmt.Sprintf("%s: withdrawn by the client.", name)
	case a.Answer == No:
		return need == AnAnswer, fmt.Sprintf("%s: the client said no.", name)
	}
	return false, fmt.Sprintf("%s: signed in an earlier text. Go through text version %d with the client and sign again.", name, a.Version)
}
