package todayweb

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"kap/internal/auth"
	"kap/internal/pathway"
	"kap/internal/schedule"
	"kap/internal/today"
	"kap/web/ui"
)

func TestTheFrontDeskTakesAClientInFromItsHome(t *testing.T) {
	for _, as := range []auth.Role{auth.Admin, auth.Prescriber, auth.Therapist, auth.Nurse, auth.MedicalAssistant, auth.Manager} {
		ctx := ui.WithShell(context.Background(), ui.Shell{Now: noon})
		var page bytes.Buffer
		if err := homePage(today.Home{As: as}).Render(ctx, &page); err != nil {
			t.Fatal(err)
		}
		if got, want := strings.Contains(page.String(), `href="/clients/new"`), as == auth.Admin; got != want {
			t.Errorf("%s: a new client is offered: got %v want %v", as, got, want)
		}
	}
}

// TestOnlyClinicalHomesSayWhatHoldsADosingUp: the front desk's home says whose it is in its
// own words, never why.
func TestOnlyClinicalHomesSayWhatHoldsADosingUp(t *testing.T) {
	visit := today.Visit{DayVisit: schedule.DayVisit{Kind: "dosing", Status: "confirmed", StartsAt: noon.Add(time.Hour), EndsAt: noon.Add(4 * time.Hour), ClientName: "Ana"},
		Projection: pathway.Projection{Stage: "dosing"}, Weighed: true, Blocked: []string{"Risk check: active ideation"}}
	for _, as := range []auth.Role{auth.Admin, auth.Prescriber, auth.Therapist, auth.Nurse} {
		ctx := ui.WithShell(context.Background(), ui.Shell{Now: noon, Zone: time.UTC})
		var page bytes.Buffer
		if err := homePage(today.Home{As: as, Visits: []today.Visit{visit}}).Render(ctx, &page); err != nil {
			t.Fatal(err)
		}
		if got, want := strings.Contains(page.String(), "active ideation"), as != auth.Admin; got != want {
			t.Errorf("%s: reads why: got %v want %v", as, got, want)
		}
	}
}
