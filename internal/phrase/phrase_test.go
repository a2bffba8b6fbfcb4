package phrase_test

import (
	"testing"

	"kap/internal/phrase"
)

func TestNumbersAndListsAreSaid(t *testing.T) {
	for got, want := range map[string]string{
		phrase.Count(0, "day"):               "0 days",
		phrase.Count(1, "day"):               "1 day",
		phrase.Count(-1, "day"):              "-1 day",
		phrase.Count(2, "day"):               "2 days",
		phrase.List(nil):                     "",
		phrase.List([]string{"a"}):           "a",
		phrase.List([]string{"a", "b"}):      "a and b",
		phrase.List([]string{"a", "b", "c"}): "a, b and c",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
