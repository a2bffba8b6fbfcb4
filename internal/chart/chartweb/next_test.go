package chartweb

import (
	"context"
	"testing"

	"kap/internal/auth"
	"kap/internal/pathway"
	"kap/web/ui"
)

func TestATalkIsOpenedByWhoHoldsIt(t *testing.T) {
	for _, c := range []struct {
		role auth.Role
		href string
		want bool
	}{
		{auth.Therapist, "/clients/1/integrations/new?dosing_day=2", true},
		{auth.Prescriber, "/clients/1/integrations/new?dosing_day=2", false},
		{auth.Nurse, "/clients/1/integrations/new?dosing_day=2", false},
		{auth.Therapist, "/clients/1/preparations/new?appointment=2", true},
		{auth.Prescriber, "/clients/1/preparations/new?appointment=2", false},
		{auth.Prescriber, "/clients/1/dosing/3", true},
		{auth.Nurse, "/clients/1/safety-calls/new?session=3", true},
	} {
		ctx := ui.WithShell(context.Background(), ui.Shell{Actor: auth.Actor{Roles: []auth.Role{c.role}}})
		if got := action(ctx, pathway.Step{Owner: auth.Therapist, Act: "Open", Href: c.href}); (got.Href != "") != c.want {
			t.Errorf("%s, %s: got %+v", c.role, c.href, got)
		}
	}
}

func TestAnUnbookedVisitLeadsWhereItsReaderMayGo(t *testing.T) {
	const at = "/clients/1/appointments/new?kind="
	for _, c := range []struct {
		role        auth.Role
		kind, label string
		href        string
	}{
		{auth.Admin, "consultation", "Book", at + "consultation"},
		{auth.Prescriber, "consultation", "Write the consultation", "/clients/1/consultations/new?kind=first"},
		{auth.Prescriber, "follow-up", "Write the follow-up", "/clients/1/consultations/new?kind=follow-up"},
		{auth.Prescriber, "integration", "", ""},
		{auth.Therapist, "integration", "Book", at + "integration"},
		{auth.Therapist, "consultation", "", ""},
		{auth.Nurse, "integration", "", ""},
	} {
		ctx := ui.WithShell(context.Background(), ui.Shell{Actor: auth.Actor{Roles: []auth.Role{c.role}}})
		got := action(ctx, pathway.Step{Owner: auth.Admin, Act: "Book", Href: at + c.kind})
		if got.Label != c.label || got.Href != c.href {
			t.Errorf("%s, %s: got %+v", c.role, c.kind, got)
		}
	}
}
