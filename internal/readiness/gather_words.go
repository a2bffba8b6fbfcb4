package readiness

import (
	"slices"
	"strings"

	texts "kap/internal/consent"
	"kap/internal/pause"
)

// consentsOf are the consents that a session asks for, and where each stands.
func consentsOf(answers []texts.LastAnswer, remote bool) []texts.Standing {
	var needed []texts.Standing
	for _, a := range answers {
		if s := a.Stand(texts.CourseFacts{RemoteVisit: remote}); s.Need != texts.NotNeeded {
			needed = append(needed, s)
		}
	}
	return needed
}

// sameFact is the item, and the part of it, that looks at the fact a review is about: what
// today's own answers opened. A review of another day, or of another row, is a question of its
// own, whatever kind it is of (protocol 1.4).
func (k Known) sameFact(r pause.Review) (item, part string) {
	if r.Fact == nil || !slices.ContainsFunc(k.Rows, func(a Answered) bool { return a.ID == *r.Fact }) {
		return "", ""
	}
	a := k.Facts.Arrival
	switch r.FactKind {
	case "arrival_check urinary":
		return "G19", a.Condition.UrinaryWords
	case "arrival_check medicine":
		return "G13", changePart(a.Medicines)
	case "arrival_check screen":
		return "G12", screenPart
	case "arrival_check psychedelic":
		return "G12", psychedelicPart
	case "arrival_check other":
		return "G12", otherPart(a.Substances)
	}
	return "", ""
}

func reviewWords(r pause.Review) string {
	if r.Reason == "" {
		return r.Kind.Words()
	}
	return r.Kind.Words() + ", " + strings.TrimSuffix(r.Reason, ".")
}
