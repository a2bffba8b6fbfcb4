package preparationweb

import (
	"fmt"
	"time"

	"github.com/google/uuid"

	"kap/internal/clinic"
	"kap/internal/preparation"
	"kap/web/ui"
)

// guide is the page of the conversation guide.
type guide struct {
	preparation.Guide
	Earlier []preparation.Session // sessions before this one, the latest first
	Draft   bool                  // saved before
	At      string                // the client's address
	Open    *preparation.Session  // one's own draft, where this would be another one
	Form    ui.Form
}

// openURL is where one's own draft is gone on with; empty where there is none.
func (g guide) openURL(client string) (href string, held time.Time) {
	if g.Open == nil {
		return "", held
	}
	return client + "/preparations/" + g.Open.ID.String() + "/draft", g.Open.HeldAt
}

// openDraft is the actor's own draft in the open course, nil for none.
func openDraft(g preparation.Guide, actor uuid.UUID) *preparation.Session {
	for _, s := range g.Sessions {
		if !s.Signed() && s.HeldBy == actor && g.Course != nil && s.CourseID == g.Course.ID {
			return &s
		}
	}
	return nil
}

func goalName(i int, field string) string { return fmt.Sprintf("goals[%d].%s", i, field) }

func itemName(item, field string) string { return "items[" + item + "]." + field }

// siteHint names what the clinic has on file, for the item it helps with.
func siteHint(item string, site clinic.Details) string {
	switch {
	case item == "emergency plan" && site.Address != "":
		return "Site: " + site.Address + ". For a remote visit the client's own address."
	case item == "emergency department" && site.EmergencyDepartment != "":
		return "Nearest to this clinic: " + site.EmergencyDepartment
	case item == "holds":
		return "The prescriber's instructions for the day, read together"
	}
	return ""
}
