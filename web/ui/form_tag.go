package ui

import (
	"bytes"
	"context"
	"io"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"kap/internal/problem"
)

// FormTag is a form with its hidden submission, the staff member it was made for
// and, when refused, the summary of what needs a change: in the order in which the
// fields stand, with what became of what was typed. Further attributes (hx-post,
// hx-target) may follow.
func FormTag(f Form, attrs ...templ.Attributes) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		if !f.Refused {
			return formTag(f, "", attrs).Render(ctx, w)
		}
		refuse(ctx)
		var fields bytes.Buffer
		if err := templ.GetChildren(ctx).Render(templ.ClearChildren(ctx), &fields); err != nil {
			return err
		}
		f.Errors = f.inOrderOf(fields.String())
		return formTag(f, f.keptWords(fields.String()), attrs).Render(templ.WithChildren(ctx, asDrawn(fields.Bytes())), w)
	})
}

// asDrawn is what components have drawn already, every value in it escaped by them.
func asDrawn(fields []byte) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		_, err := w.Write(fields)
		return err
	})
}

// inOrderOf are the sentences as their fields stand in what was drawn; those without a
// field of their own come last.
func (f Form) inOrderOf(drawn string) []problem.Field {
	place := func(e problem.Field) int {
		if at := strings.Index(drawn, ` id="`+f.id(e.Name)+`"`); at >= 0 {
			return at
		}
		return len(drawn)
	}
	return slices.SortedStableFunc(slices.Values(f.Errors), func(a, b problem.Field) int { return place(a) - place(b) })
}

// keptWords say what became of what was typed, by the fields that were drawn, where they
// were: a password is never sent back, and a button alone kept nothing.
func (f Form) keptWords(drawn string) string {
	switch passwords := strings.Count(drawn, ` type="password"`); {
	case passwords > 1:
		return "Type the passwords again: they are not kept."
	case passwords == 1:
		return "Type the password again: it is not kept."
	case f.typed() && asks(drawn):
		return "What you typed is kept."
	}
	return ""
}

// asks says whether what was drawn has a field that somebody sees; a form drawn elsewhere
// is taken to have one.
func asks(drawn string) bool {
	seen := strings.Count(drawn, "<input ") - strings.Count(drawn, ` type="hidden"`)
	return drawn == "" || seen > 0 || strings.Contains(drawn, "<textarea") || strings.Contains(drawn, "<select")
}
