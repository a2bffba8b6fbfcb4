package chartweb

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kap/internal/auth"
	"kap/internal/chart"
	"kap/internal/pathway"
	"kap/web/ui"
)

func TestWhoseTurnItIsDoesNotStopTheFrontDesk(t *testing.T) {
	ctx := ui.WithShell(context.Background(), ui.Shell{})
	for _, c := range []struct {
		name, label string
		owner       auth.Role
		want        []string
	}{
		{"the consultation is to be booked", "With the prescriber", auth.Admin, nil},
		{"a visit is to be booked", "With the therapist", auth.Admin, nil},
		{"the prescriber decides", "With the prescriber", auth.Prescriber, []string{"With the prescriber"}},
		{"a session to be booked lacks an escort", "Escort", auth.Admin, []string{"Escort"}},
		{"ready", "Ready", auth.Therapist, nil},
	} {
		got := deskNext(ctx, chart.Desk{Kept: pathway.Kept{Next: "Book the consultation", DeskLabel: c.label, OwnerRole: c.owner}})
		if d := cmp.Diff(c.want, got.Blocked); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}
