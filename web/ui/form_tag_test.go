package ui

import (
	"context"
	"io"
	"net/url"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"kap/internal/problem"
)

// drawn is a refused form with some fields in it.
func drawn(t *testing.T, f Form, fields ...templ.Component) string {
	t.Helper()
	f.Refused = true
	var page strings.Builder
	inside := templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		for _, field := range fields {
			if err := field.Render(ctx, w); err != nil {
				return err
			}
		}
		return nil
	})
	if err := FormTag(f).Render(templ.WithChildren(t.Context(), inside), &page); err != nil {
		t.Fatal(err)
	}
	return page.String()
}

func TestARefusalSaysWhatBecameOfWhatWasTyped(t *testing.T) {
	f := Form{Values: url.Values{"name": {"Ana"}, "version": {"3"}, "submission": {"x"}}}
	name, password := Text(f, Field{Name: "name"}), Password(f, Field{Name: "password"})
	const kept = "What you typed is kept."
	for _, c := range []struct {
		name   string
		form   Form
		fields []templ.Component
		says   string
	}{
		{"a line", f, []templ.Component{name}, kept},
		{"several lines", f, []templ.Component{Area(f, Field{Name: "name"})}, kept},
		{"a choice of a list", f, []templ.Component{Select(f, Field{Name: "name"})}, kept},
		{"a password too", f, []templ.Component{name, password}, "Type the password again"},
		{"two passwords", f, []templ.Component{name, password, password}, "Type the passwords again"},
		{"a button alone", f, []templ.Component{Hidden(f, "name"), Submit("Sign")}, ""},
		{"nothing was typed", Form{Values: url.Values{"submission": {"x"}, "name": {""}}}, []templ.Component{name}, ""},
	} {
		page := drawn(t, c.form, c.fields...)
		if got := strings.Contains(page, kept); got != (c.says == kept) || !strings.Contains(page, c.says) {
			t.Errorf("%s: want %q in\n%s", c.name, c.says, page)
		}
	}
}

func TestTheSummaryFollowsThePage(t *testing.T) {
	f := Form{Errors: []problem.Field{{Name: "gone", Message: "Elsewhere."}, {Name: "b", Message: "Second."}, {Name: "a", Message: "First."}}}
	page := drawn(t, f, Text(f, Field{Name: "a"}), Checks(f, Field{Name: "b", Options: []Option{{Value: "1"}}}))
	first, second, last := strings.Index(page, ">First.<"), strings.Index(page, ">Second.<"), strings.Index(page, ">Elsewhere.<")
	if first < 0 || first > second || second > last {
		t.Errorf("the sentences stand at %d, %d, %d", first, second, last)
	}
}
