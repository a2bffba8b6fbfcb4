package problem

import (
	"fmt"
	"strings"
	"time"
)

// Fields gathers every sentence of one form, so that all are shown at once.
type Fields []Field

// Add notes a sentence at a field.
func (f *Fields) Add(name, format string, args ...any) {
	*f = append(*f, Field{name, fmt.Sprintf(format, args...)})
}

// Blank notes a sentence at a field that was left empty.
func (f *Fields) Blank(name, words, sentence string) {
	if strings.TrimSpace(words) == "" {
		f.Add(name, "%s", sentence)
	}
}

// Needed notes a sentence at a field that another answer asks for and that was left empty.
func (f *Fields) Needed(name string, when bool, words, sentence string) {
	if when {
		f.Blank(name, words, sentence)
	}
}

// NotLater notes a time that has not come yet.
func (f *Fields) NotLater(name string, at, now time.Time) {
	if at.After(now) {
		f.Add(name, "This time has not come yet. Check the time and its day.")
	}
}

// Join takes over the fields of another check, under a prefix ("medicines[0].").
// What is not a problem with fields is returned for the caller.
func (f *Fields) Join(prefix string, err error) error {
	if err == nil {
		return nil
	}
	p, ok := As(err)
	if !ok || p.Kind != Invalid || len(p.Fields) == 0 {
		return err
	}
	for _, field := range p.Fields {
		*f = append(*f, Field{prefix + field.Name, field.Message})
	}
	return nil
}

// Err is nil when nothing was noted.
func (f Fields) Err() error {
	if len(f) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Fields: f}
}
