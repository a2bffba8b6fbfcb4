package dosingweb

import (
	"strings"

	"context"

	"kap/internal/dosing"
	"kap/internal/vitals"
	"kap/web/ui"
)

func sinceWords(c dosing.Chart) string {
	if c.Session.StartedAt.IsZero() {
		return "Before the lozenge. Recorded at the time you save."
	}
	return dosing.SinceLozenge(c.Session.StartedAt, c.Now) + ". Recorded at the time you save."
}

func pressureKind(d vitals.Decision) string {
	switch {
	case d.Permits():
		return "good"
	case d.Stage == vitals.Ended:
		return "stop"
	case d.Stage == vitals.NotMeasured:
		return "info"
	}
	return "wait"
}

func pressureHint(ctx context.Context, c dosing.Chart) string {
	hint := "Or both, like 128/82"
	if last := lastWords(ctx, c, pressureOf); last != "" {
		hint = last + ". " + hint
	}
	return hint
}

// confirming is the sentence to tick where a value is unusual; empty where none is.
func confirming(f ui.Form) string {
	if sentence := f.Error("confirmed"); sentence != "" {
		return sentence
	}
	return f.Value("confirmed")
}

func responseOf(r vitals.Reading) string {
	if r.Sedation == nil {
		return ""
	}
	return vitals.SedationWords(*r.Sedation)
}

// askFor names who can put the clinic's details on record; empty where nobody can.
func askFor(managers []string) string {
	if len(managers) == 0 {
		return ""
	}
	return "; " + strings.Join(managers, " or ") + " can put it there"
}
