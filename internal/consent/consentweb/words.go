package consentweb

import (
	"context"
	"strings"

	"kap/internal/consent"
	"kap/web/ui"
)

func lower(kind consent.Kind) string { return strings.ToLower(kind.Words()) }

// needWords say how much of a consent a dosing session asks for.
func needWords(n consent.Need) string {
	switch n {
	case consent.AYes:
		return "Required before a dosing session"
	case consent.AnAnswer:
		return "An answer is required; no is one"
	}
	return "Optional"
}

// stateKind is the mark a standing is drawn with.
func stateKind(s consent.Standing) string {
	switch {
	case s.Need == consent.NotNeeded && s.State == consent.NotAsked:
		return "none"
	case !s.Met:
		return "waiting"
	}
	return "signed"
}

// answerWords are a client's answer in one line.
func answerWords(c consent.Consent) string {
	if c.Answer == consent.No {
		return "No"
	}
	if len(c.Scope) == 0 {
		return "Yes"
	}
	return "Yes: " + c.Scope.Words()
}

func howWords(how string) string {
	switch how {
	case "paper":
		return "on paper"
	case "drawn":
		return "drawn on the screen"
	}
	return "name typed on the screen"
}

func answerFacts(ctx context.Context, c consent.Consent) []ui.Fact {
	facts := []ui.Fact{
		{Label: "Answer", Value: answerWords(c)},
		{Label: "Signed", Value: c.SignedName + ", " + ui.DayTime(ctx, c.SignedAt) + ", " + howWords(c.SignedHow)},
	}
	if len(c.SignedScope) != len(c.Scope) {
		facts = append(facts, ui.Fact{Label: "Signed at first", Value: c.SignedScope.Words()})
	}
	if c.Explainer != "" {
		facts = append(facts, ui.Fact{Label: "Explained by", Value: c.Explainer})
	}
	facts = append(facts, ui.Fact{Label: "Witness", Value: c.WitnessName})
	if !c.Withdrawn.IsZero() {
		facts = append(facts, ui.Fact{Label: "Withdrawn", Value: withWords(ui.DayTime(ctx, c.Withdrawn), c.WithdrawnWords)})
	}
	return facts
}

func withWords(at, words string) string {
	if words == "" {
		return at
	}
	return at + ": " + words
}

// withdrawWords say what withdrawing does.
func withdrawWords(kind consent.Kind) string {
	switch kind {
	case consent.Treatment:
		return "No dosing session can start until the client signs again. Once the lozenge is taken, care goes on until it is safe to leave."
	case consent.Touch:
		return "No touch from now on, except to keep the client safe. It does not stand in the way of a session."
	case consent.Recording:
		return "Nothing more is recorded. It does not stand in the way of a session."
	}
	return "What was done before stays done."
}

func touchOptions(kinds consent.Scope) []ui.Option {
	var options []ui.Option
	for _, t := range consent.TouchKinds {
		for _, kind := range kinds {
			if kind == t.Kind {
				options = append(options, ui.Option{Value: t.Kind, Label: t.Words})
			}
		}
	}
	return options
}

// everyTouch are all kinds of touch, to choose from.
func everyTouch() []ui.Option {
	var options []ui.Option
	for _, t := range consent.TouchKinds {
		options = append(options, ui.Option{Value: t.Kind, Label: t.Words})
	}
	return options
}
