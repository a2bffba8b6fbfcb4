package consent

import (
	"fmt"
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

// Stand judges the client's latest consent of one kind (nil: never asked) against
// the text in force. What was asked of the client and is now withdrawn from touch,
// recording or release still counts as answered and never stops a session.
func Stand(latest *Consent, text Text, f CourseFacts) Standing {
	s := Standing{Kind: text.Kind, Need: Required(text.Kind, f)}
	s.Met, s.Words = judge(latest, text, s.Need)
	s.State = state(latest, text, s.Need)
	return s
}

func state(c *Consent, text Text, need Need) State {
	switch {
	case c == nil && need == NotNeeded:
		return NotAsked
	case c == nil:
		return AnswerNeeded
	case !c.Withdrawn.IsZero():
		return Withdrawn
	case c.Answer == No:
		return SaidNo
	case !c.InForce(text):
		return NewText
	}
	return Signed
}

// Standings judges every kind that has a text in force or is needed: consents are the
// latest of each kind, texts those in force. A needed kind without a text in force
// waits for the medical lead.
func Standings(consents []Consent, texts []TextVersion, f CourseFacts) []Standing {
	var all []Standing
	for _, kind := range Kinds {
		text, found := TextOf(texts, kind)
		if found {
			all = append(all, Stand(LatestOf(consents, kind), text.Text, f))
		} else if need := Required(kind, f); need != NotNeeded {
			all = append(all, Standing{Kind: kind, Need: need, State: NotApproved,
				Words: kind.Words() + ": its text is not approved yet. The medical lead approves it under Consent texts."})
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

func judge(c *Consent, text Text, need Need) (met bool, words string) {
	name := text.Kind.Words()
	switch {
	case need == NotNeeded:
		return true, fmt.Sprintf("%s: not needed here.", name)
	case c == nil:
		return false, fmt.Sprintf("%s: not asked yet. Go through the text with the client and record the answer.", name)
	case c.InForce(text):
		return true, fmt.Sprintf("%s: agreed.", name)
	case !c.Withdrawn.IsZero():
		return need == AnAnswer || text.Kind == Release, fmt.Sprintf("%s: withdrawn by the client.", name)
	case c.Answer == No:
		return need == AnAnswer, fmt.Sprintf("%s: the client said no.", name)
	}
	return false, fmt.Sprintf("%s: signed in an earlier text. Go through text version %d with the client and sign again.", name, text.Version)
}
