package dosing

import (
	"strings"

	texts "kap/internal/consent"
	"kap/internal/pause"
)

// consentsOf judges the client's latest answers against the texts in force.
func consentsOf(inForce []textRow, given []consentRow, remote bool) []Consent {
	var all []Consent
	facts := texts.CourseFacts{RemoteVisit: remote}
	for _, kind := range texts.Kinds {
		need := texts.Required(kind, facts)
		if need == texts.NotNeeded {
			continue
		}
		said := consentOf(given, kind)
		all = append(all, Consent{
			Name:   strings.ToLower(kind.Words()),
			Given:  need == texts.AYes,
			State:  consentState(textOf(inForce, kind), said, need),
			Agreed: said.Answer == texts.Yes,
		})
	}
	return all
}

// consentState: without a text in force nothing can be agreed to.
func consentState(text textRow, c consentRow, need texts.Need) ConsentState {
	switch {
	case text.Version == 0:
		return ConsentNoText
	case c.Answer == "":
		return ConsentMissing
	case !c.Withdrawn.IsZero():
		return ConsentWithdrawn
	case c.Answer == texts.No && need == texts.AYes:
		return ConsentMissing
	case c.Answer == texts.Yes && c.SHA256 != text.SHA256:
		return ConsentOldText
	}
	return ConsentInForce
}

func textOf(inForce []textRow, kind texts.Kind) textRow {
	for _, t := range inForce {
		if t.Kind == kind {
			return t
		}
	}
	return textRow{}
}

func consentOf(given []consentRow, kind texts.Kind) consentRow {
	for _, c := range given {
		if c.Kind == kind {
			return c
		}
	}
	return consentRow{}
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
