package chartweb

import (
	"context"
	"fmt"

	"kap/internal/chart"
	"kap/web/ui"
)

// lastTitle is the heading of the last dosing session.
func lastTitle(ctx context.Context, s chart.Session) string {
	if s.Number == 0 {
		return "Last dosing: unplanned, " + ui.Day(ctx, s.StartedAt)
	}
	return fmt.Sprintf("Last dosing: dose %d, %s", s.Number, ui.Day(ctx, s.StartedAt))
}

func lastState(ctx context.Context, s chart.Session) (kind, word string) {
	switch {
	case s.SignedAt != nil:
		return "signed", "Signed"
	case s.LeftAt == nil:
		return "now", "In session"
	}
	return "waiting", "Not signed, " + ui.Ago(ctx, *s.LeftAt)
}

// lastFacts are the last session in five lines.
func lastFacts(ctx context.Context, s chart.Session) []ui.Fact {
	var facts []ui.Fact
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, ui.Fact{Label: label, Value: value})
		}
	}
	add("Taken", taken(ctx, s))
	add("Intention", s.Intention)
	add("Images", s.Images)
	if h := s.Highest; h.Systolic > 0 {
		add("Highest pressure", fmt.Sprintf("%d/%d mmHg", h.Systolic, h.Diastolic))
	}
	if s.LeftAt != nil {
		add("Left", ui.Clock(ctx, *s.LeftAt)+manner(s))
	}
	add("Therapist", s.Therapist)
	return facts
}

func taken(ctx context.Context, s chart.Session) string {
	words := ui.Clock(ctx, s.StartedAt)
	if s.Amount != "" {
		words = s.Amount + " mg at " + words
	}
	if s.Kept != "" {
		words += ", " + s.Kept
	}
	return words
}

func manner(s chart.Session) string {
	switch s.Manner {
	case "escort":
		return " with " + s.EscortName
	case "safe_arrangement":
		return " by another safe arrangement"
	case "against_advice":
		return " against advice"
	case "emergency":
		return " to emergency care"
	}
	return ""
}
