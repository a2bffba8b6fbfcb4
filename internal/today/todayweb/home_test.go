package todayweb

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"kap/internal/auth"
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
