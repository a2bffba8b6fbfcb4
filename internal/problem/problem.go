// Package problem holds errors that are written for the person at the screen.
//
// Anything that is not a *problem.Error is for us: it is wrapped with what was
// attempted, logged once and shown as a plain apology.
package problem

import (
	"errors"
	"fmt"
)

// Kind says which answer a problem gets.
type Kind int

// The kinds and the answers they become.
const (
	Invalid   Kind = iota + 1 // 422: the form comes back with a sentence at its field
	Conflict                  // 409: the record moved on; what was typed is kept
	Forbidden                 // 403: this role may not
	NotFound                  // 404: not there, or not yours; the two are never told apart
	TooMany                   // 429: try again later
)

// Error is one refusal: a sentence that says what to do, and sentences at fields.
type Error struct {
	Kind    Kind
	Message string
	Fields  []Field // in the order of the form
}

// Field is a sentence that belongs to one input, by the input's name.
type Field struct{ Name, Message string }

// Error reads as the summary, or as the first field's sentence.
func (e *Error) Error() string {
	if e.Message == "" && len(e.Fields) > 0 {
		return e.Fields[0].Message
	}
	return e.Message
}

// New makes a problem of a kind with its sentence.
func New(kind Kind, message string) *Error { return &Error{Kind: kind, Message: message} }

// Newf is New with formatting.
func Newf(kind Kind, format string, args ...any) *Error {
	return New(kind, fmt.Sprintf(format, args...))
}

// Missing is the one answer to what is not there and to what is not yours.
func Missing() *Error { return New(NotFound, "There is nothing here, or it is not yours to see.") }

// At is an invalid answer at one field.
func At(name, format string, args ...any) *Error {
	return &Error{Kind: Invalid, Fields: []Field{{name, fmt.Sprintf(format, args...)}}}
}

// As finds the problem in an error.
func As(err error) (*Error, bool) {
	var p *Error
	ok := errors.As(err, &p)
	return p, ok
}

// Is says whether err is a problem of this kind.
func Is(err error, kind Kind) bool {
	p, ok := As(err)
	return ok && p.Kind == kind
}
