package ui_test

import (
	"context"
	"slices"
	"testing"

	"kap/web/ui"
)

func TestWhatIsStoredBesideWhatWasTyped(t *testing.T) {
	t.Parallel()
	stored, typed := session{place: place{"Albany"}, Naps: 2, Urinary: "no"}, session{Naps: 2, Urinary: "yes"}
	want := []ui.Difference{{Label: "City", Stored: "Albany", Typed: "Nothing"}, {Label: "Urinary", Stored: "no", Typed: "yes"}}
	if got := ui.Differences(context.Background(), stored, typed); !slices.Equal(got, want) {
		t.Errorf("got %+v want %+v", got, want)
	}
}
