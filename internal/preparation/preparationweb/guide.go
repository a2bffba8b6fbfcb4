package preparationweb

import (
	"fmt"

	"kap/internal/clinic"
	"kap/internal/preparation"
	"kap/web/ui"
)

// guide is the page of the conversation guide.
type guide struct {
	preparation.Guide
	Earlier []preparation.Session // sessions before this one, the latest first
	Draft   bool                  // saved before
	Form    ui.Form
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
