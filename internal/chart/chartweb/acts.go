package chartweb

import (
	"context"

	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/web/ui"
)

// link is one thing that can be written down about the client.
type link struct {
	permission  auth.Permission
	label, path string
}

// acts are what the reader may begin here, in the order of care.
func acts(ctx context.Context, client uuid.UUID) []ui.NavItem {
	var items []ui.NavItem
	for _, l := range []link{
		{auth.Consult, "Write a consultation", "/consultations/new"},
		{auth.Decide, "Decide on eligibility", "/decisions/new"},
		{auth.Prescribe, "Prescribe", "/prescriptions/new"},
		{auth.Prepare, "Write a preparation visit", "/preparations/new"},
		{auth.RecordConsent, "Consents", "/consents"},
		{auth.EnterMeasure, "Enter PHQ-9", "/measures/phq9/new"},
		{auth.EnterMeasure, "Enter GAD-7", "/measures/gad7/new"},
		{auth.CheckRisk, "Record a risk check", "/risk-checks/new"},
		{auth.CallSafety, "Record an adverse event", "/adverse-events/new"},
		{auth.Book, "Book a visit", "/appointments/new"},
	} {
		if ui.ShellOf(ctx).Actor.May(l.permission) {
			items = append(items, ui.NavItem{Label: l.label, Href: "/clients/" + client.String() + l.path})
		}
	}
	return items
}
