package testdesk

import (
	"html"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

// Answer is what came back.
type Answer struct {
	*httptest.ResponseRecorder
	of string // "jonah /clients/…"
	t  *testing.T
}

// Page is the text of the page, its entities read.
func (a Answer) Page() string { return html.UnescapeString(a.Body.String()) }

// To is where the answer leads; empty where it is a page.
func (a Answer) To() string { return a.Header().Get("Location") }

// Field is the value of a hidden field.
func (a Answer) Field(name string) string {
	_, rest, _ := strings.Cut(a.Page(), `name="`+name+`" value="`)
	value, _, _ := strings.Cut(rest, `"`)
	return value
}

var (
	tags   = regexp.MustCompile(`<[^>]*>`)
	spaces = regexp.MustCompile(`\s+`)
)

// read is the page as it is read: no tags, one space between words.
func (a Answer) read() string {
	return spaces.ReplaceAllString(html.UnescapeString(tags.ReplaceAllString(a.Body.String(), " ")), " ")
}

// Has says whether words are on the page, as they are written or as they are read.
func (a Answer) Has(words string) bool {
	return strings.Contains(a.Body.String(), words) || strings.Contains(a.Page(), words) || strings.Contains(a.read(), words)
}

// Is checks the status and that every word is on the page.
func (a Answer) Is(status int, words ...string) Answer {
	a.t.Helper()
	if a.Code != status {
		a.t.Errorf("%s: got %d want %d", a.of, a.Code, status)
	}
	for _, word := range words {
		if !a.Has(word) {
			a.t.Errorf("%s: %q is not on the page\n%s", a.of, word, a.read())
		}
	}
	return a
}

// Answers is Is with a word of why it was asked.
func (s *Desk) Answers(what string, a Answer, status int, words ...string) {
	s.T.Helper()
	a.of = what + " (" + a.of + ")"
	a.Is(status, words...)
}
