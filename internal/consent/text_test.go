package consent_test

import (
	"testing"

	"kap/internal/consent"

	"github.com/google/go-cmp/cmp"
)

func TestATextIsShownInItsParts(t *testing.T) {
	text := consent.Text{Body: "Title\n\nWhy\nBecause.\nAlso.\n\nOne line.\n\nWhat\n- first\n- second\n\n- alone\n"}
	want := []consent.Part{
		{Heading: "Why", Paragraphs: []string{"Because.", "Also."}},
		{Paragraphs: []string{"One line."}},
		{Heading: "What", Items: []string{"first", "second"}},
		{Items: []string{"alone"}},
	}
	if diff := cmp.Diff(want, text.Parts()); diff != "" {
		t.Error(diff)
	}
	if parts := (consent.Text{Body: "Title"}).Parts(); parts != nil {
		t.Errorf("got %v", parts)
	}
}

func TestNothingOfADraftIsLostWhenShown(t *testing.T) {
	for _, d := range consent.Drafts() {
		shown := d.Title()
		for _, p := range d.Parts() {
			shown += p.Heading
			for _, words := range append(p.Paragraphs, p.Items...) {
				shown += words
			}
		}
		if len(letters(shown)) != len(letters(d.Body)) {
			t.Errorf("%s: %d letters shown, %d written", d.Kind, len(letters(shown)), len(letters(d.Body)))
		}
	}
}

func letters(s string) []rune {
	var kept []rune
	for _, r := range s {
		if r != ' ' && r != '\n' && r != '-' {
			kept = append(kept, r)
		}
	}
	return kept
}

func TestTwoVersionsSideBySide(t *testing.T) {
	type line = consent.Line
	was, becomes := consent.Text{Body: "Title\none\ntwo\nthree"}, consent.Text{Body: "Title\ntwo\n2.5\nthree"}
	want := []line{{Words: "Title"}, {Words: "one", Removed: true}, {Words: "two"}, {Words: "2.5", Added: true}, {Words: "three"}}
	if diff := cmp.Diff(want, consent.Difference(was, becomes)); diff != "" {
		t.Error(diff)
	}
}
