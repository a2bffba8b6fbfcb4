package readiness

import (
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

// reviewItems are the items that look at the fact a review is about.
var reviewItems = map[pause.ReviewKind]string{
	pause.NewMedicine: "G13", pause.Substance: "G12", pause.Urinary: "G19",
	pause.Pressure: "G08", pause.Interval: "G07", pause.Missed: "G06",
}

func reviewWords(r pause.Review) string {
	if r.Reason == "" {
		return r.Kind.Words()
	}
	return r.Kind.Words() + ", " + strings.TrimSuffix(r.Reason, ".")
}
