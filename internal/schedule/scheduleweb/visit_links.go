package scheduleweb

import (
	"strings"
	"time"

	"kap/internal/auth"
	"kap/internal/calendar"
	"kap/internal/schedule"
	"kap/web/ui"
)

// begin is where a clinician records the visit; its label is empty where there is
// nothing to begin, or it is not this actor's to.
func (v visit) begin() ui.NavItem {
	if v.Status == schedule.Done || !v.Status.Active() {
		return ui.NavItem{}
	}
	var label, path string
	var permission auth.Permission
	switch v.Kind {
	case schedule.Dosing:
		label, path, permission = "The client is here", "/dosing/new", auth.CheckArrival
		switch v.Status {
		case schedule.Arrived:
			label = "Begin the arrival check"
		case schedule.InProgress:
			label = "Open the session"
		}
	case schedule.Preparation:
		label, path, permission = "Record the preparation", "/preparations/new", auth.Prepare
	case schedule.Integration:
		label, path, permission = "Record the integration", "/integrations/new", auth.Integrate
	case schedule.Consultation, schedule.FollowUp, schedule.ClosingVisit:
		label, path, permission = "Record the consultation", "/consultations/new", auth.Consult
	}
	if label == "" || !v.actor.May(permission) || !v.today() {
		return ui.NavItem{}
	}
	return ui.NavItem{Label: label, Href: v.person + path + "?appointment=" + v.ID.String()}
}

// begins says whether the visit's dosing session begins here, in one act.
func (v visit) begins() bool {
	return v.Kind == schedule.Dosing && v.Status != schedule.InProgress && v.begin().Label != ""
}

// takesOver is who goes on with a client whom the front desk has seen come; empty where
// the reader does.
func (v visit) takesOver() string {
	if v.Status != schedule.Arrived || v.begin().Label != "" {
		return ""
	}
	who, _, _ := strings.Cut(v.StaffName, ",") // without credentials
	if who == "" {
		who = "the clinician of the visit"
	}
	if v.Kind == schedule.Dosing {
		return "Tell " + who + " that the client is here. The nurse or therapist begins the arrival check."
	}
	return "Tell " + who + " that the client is here; the visit is theirs from now."
}

// bookAgain leads to the form of the same kind of visit, filled as this one was; its label
// is empty where the visit stands, or somebody else books it. at is the address of the
// client's visits.
func bookAgain(actor auth.Actor, at string, v schedule.Visit) ui.NavItem {
	if !v.Status.BookAgain() || v.MayChange(actor) != nil {
		return ui.NavItem{}
	}
	return ui.NavItem{Label: "Book again", Href: at + "/new?kind=" + string(v.Kind) + "&again=" + v.ID.String()}
}

// missing are the links to visits that belong around a dosing session and are not
// booked: a preparation before the first, an integration within a week after.
func (v visit) missing() []ui.NavItem {
	if v.Kind != schedule.Dosing || !v.Status.Active() || !v.actor.May(auth.BookTalk) {
		return nil
	}
	var links []ui.NavItem
	if v.StartsAt.After(v.now) && !v.has(schedule.Preparation, v.StartsAt.AddDate(-1, 0, 0), v.StartsAt) && !v.has(schedule.Dosing, v.StartsAt.AddDate(-1, 0, 0), v.StartsAt) {
		links = append(links, ui.NavItem{Label: "Book the preparation visit", Href: v.person + "/appointments/new?kind=preparation"})
	}
	if !v.has(schedule.Integration, v.StartsAt, v.StartsAt.AddDate(0, 0, 8)) {
		day := integrationDay(calendar.Day(v.StartsAt, v.Zone))
		links = append(links, ui.NavItem{Label: "Book the integration visit", Href: v.person + "/appointments/new?kind=integration&day=" + day.Format(time.DateOnly)})
	}
	return links
}

// has says whether the client has another visit of a kind between two instants.
func (v visit) has(kind schedule.Kind, from, to time.Time) bool {
	for _, o := range v.Others {
		if o.Kind == kind && o.Status.Active() && o.StartsAt.After(from) && o.StartsAt.Before(to) {
			return true
		}
	}
	return false
}

// integrationDay is the first weekday of the three days after a dosing (protocol 5).
func integrationDay(dosing time.Time) time.Time {
	for after := 1; after <= 3; after++ {
		day := dosing.AddDate(0, 0, after)
		if day.Weekday() != time.Saturday && day.Weekday() != time.Sunday {
			return day
		}
	}
	return dosing.AddDate(0, 0, 1)
}
