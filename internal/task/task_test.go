package task_test

import (
	"testing"

	"kap/internal/task"
)

func TestTheButtonOfABookingSaysSo(t *testing.T) {
	for href, want := range map[string]string{
		"/clients/1/appointments/new?kind=dosing": "Book it",
		"/clients/1/appointments/2":               "Open",
		"":                                        "Open",
	} {
		if got := (task.Task{Href: href}).Act(); got != want {
			t.Errorf("%q: got %q want %q", href, got, want)
		}
	}
}
