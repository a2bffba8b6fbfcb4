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

// answerFacts are an answer as it is read: what stands of it, then how it was signed.
func answerFacts(ctx context.Context, c consent.Consent) []ui.Fact {
	facts := []ui.Fact{{Label: "Answer", Value: answerWords(c)}}
	if len(c.SignedScope) != len(c.Scope) {
		facts = append(facts, ui.Fact{Label: "Signed at first", Value: c.SignedScope.Words()})
	}
	return append(facts, ui.FactsOf(ctx, c)...)
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
