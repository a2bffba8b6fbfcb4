package preparationweb

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strconv"

	"kap/internal/clinic"
	"kap/internal/preparation"
	"kap/web/ui"
)

// guide is the page of the conversation guide.
type guide struct {
	preparation.Guide
	Earlier []preparation.Record // sessions before this one, the latest first
	Draft   bool                 // saved before
	Form    ui.Form
}

// filled is the form with what is known, until something is posted.
func filled(r *http.Request, f ui.Form, p preparation.Record, g preparation.Guide) ui.Form {
	if f.Refused {
		return f
	}
	values := maps.Clone(f.Values)
	if values == nil {
		values = url.Values{}
	}
	values.Set("held_at", p.HeldAt.In(ui.ShellOf(r.Context()).Zone).Format("2006-01-02T15:04"))
	values.Set("minutes", strconv.Itoa(p.Minutes))
	values.Set("place", string(p.Place))
	values.Set("version", strconv.Itoa(p.Version))
	if p.AppointmentID != nil {
		values.Set("appointment_id", p.AppointmentID.String())
	}
	for name, words := range map[string]string{"held_where": p.HeldWhere, "intention": p.Intention, "touch": p.Touch,
		"integration_plan": p.IntegrationPlan, "words": p.Words} {
		values.Set(name, words)
	}
	values["topics"] = p.Topics
	wishes(values, p)
	goalValues(values, g, preparation.Fact{Kind: "preparation_session", ID: p.ID})
	itemValues(values, g)
	f.Values = values
	return f
}

func wishes(values url.Values, p preparation.Record) {
	for _, w := range p.Emotional.Named() {
		values.Set(w.Name, w.Words)
	}
	for _, w := range p.Setting.Named() {
		values.Set("setting."+w.Name, w.Words)
	}
}

// goalValues puts in the standing goals, and how they were rated at this visit.
func goalValues(values url.Values, g preparation.Guide, at preparation.Fact) {
	for _, goal := range g.Standing() {
		values.Set(goalName(goal.Position-1, "words"), goal.Words)
		if n := preparation.At(g.Ratings, goal.ID, at); n != nil {
			values.Set(goalName(goal.Position-1, "rating"), strconv.Itoa(*n))
		}
	}
}

// itemValues puts in what holds; the site's own address and department where nothing
// is stated yet.
func itemValues(values url.Values, g preparation.Guide) {
	for _, i := range g.Items {
		values.Set(itemName(i.Item, "state"), string(i.State))
		values.Set(itemName(i.Item, "evidence"), i.Evidence)
	}
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
