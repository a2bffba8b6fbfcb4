package measure

import (
	"strings"

	"kap/internal/pause"
	"kap/internal/problem"
)

// OverrideEntry is a clinician's word that a negative suicide screen is not to be relied on
// (ASQ toolkit; protocol 6).
type OverrideEntry struct {
	Reason string `form:"reason"`
}

// Check wants a reason.
func (o OverrideEntry) Check() error {
	if strings.TrimSpace(o.Reason) == "" {
		return problem.At("reason", "Write what makes you concerned although the screen is not positive.")
	}
	return nil
}

// MayOverride refuses what is no suicide screen, is positive already, or was overridden.
func (r Response) MayOverride() error {
	switch {
	case r.Instrument != "asq":
		return problem.Missing()
	case r.Has(Positive):
		return problem.New(problem.Conflict, "This screen is positive already. Check risk today.")
	case r.Overridden():
		return problem.Newf(problem.Conflict, "%s has overridden this screen already. Check risk today.", r.OverriddenBy)
	}
	return nil
}

// Overridden says whether a clinician took the screen for positive.
func (r Response) Overridden() bool { return r.OverriddenAt != nil }

// Alerts says whether a clinician is asked for today: by an answer, or by a clinician.
func (r Response) Alerts() bool { return r.Has(Alert) || r.Overridden() }

// opens is what a positive screen opens.
func (o OverrideEntry) opens(r Response) Consequence {
	reason := r.Name() + " taken for positive: " + o.Reason
	return Consequence{RiskCheck: reason, Reviews: []Review{{pause.Screen, reason}}}
}
