package consent_test

import (
	"strings"
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

// TestADifferenceHoldsBothTexts: without what was added it is the old text, without what
// was removed the new one, whatever the two are.
func TestADifferenceHoldsBothTexts(t *testing.T) {
	drafts := consent.Drafts()
	for i, was := range drafts {
		becomes := drafts[(i+1)%len(drafts)]
		for _, pair := range [][2]string{{was.Body, becomes.Body}, {was.Body, ""}, {"", was.Body}, {was.Body, was.Body + "\n\nOne more.\n"}, {"a\n\n\na", "a\na\n\nb"}} {
			old, latest := consent.Text{Body: pair[0]}, consent.Text{Body: pair[1]}
			var before, after strings.Builder
			for _, line := range consent.Difference(old, latest) {
				if !line.Added {
					before.WriteString(line.Words + "\n")
				}
				if !line.Removed {
					after.WriteString(line.Words + "\n")
				}
			}
			if before.String() != old.Canonical() || after.String() != latest.Canonical() {
				t.Errorf("%.20q to %.20q: got %q and %q", pair[0], pair[1], before.String(), after.String())
			}
		}
	}
}
