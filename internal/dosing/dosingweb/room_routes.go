package dosingweb

import (
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/auth"
	"kap/internal/dosing"
	"kap/internal/endpoint"
	"kap/web/ui"
)

const inRoom = "/clients/{client}/dosing/{session}"

// roomRoutes are the room and everything recorded in it, leaving and the signature.
func (s Screens) roomRoutes() []endpoint.Route {
	routes := []endpoint.Route{
		endpoint.Get(inRoom, auth.ViewCare, "dosing_session.viewed", drawn(s.roomPage)),
		endpoint.Post(inRoom+"/events", auth.RecordIntake, s.eventForm()),
		endpoint.Post(inRoom+"/events/{event}/undo", auth.RecordIntake, s.undoForm()),
		endpoint.Post(inRoom+"/events/{event}/words", auth.RecordIntake, s.wordsForm()),
		endpoint.Post(inRoom+"/presence", auth.RecordIntake, s.comeInForm()),
		endpoint.Post(inRoom+"/presence/out", auth.RecordIntake, s.goOutForm()),
		endpoint.Post(inRoom+"/presence/hand-over", auth.RecordIntake, s.handOverForm()),
		endpoint.Post(inRoom+"/presence/{presence}/confirm", auth.RecordIntake, s.confirmForm()),
		endpoint.Post(inRoom+"/missed", auth.RecordVitals, s.missedForm()),
		endpoint.Post(inRoom+"/readings/{reading}/void", auth.RecordVitals, s.voidForm()),
		endpoint.Post(inRoom+"/impressions/{impression}/taken-out", auth.Impress, s.takenOutForm()),
		endpoint.Post(inRoom+"/lozenges", auth.CountLozenges, s.lozengesForm()),
		endpoint.Get(inRoom+"/instructions", auth.ViewCare, "instructions.printed", s.instructionsPage),
		endpoint.Get(inRoom+"/signature", auth.ViewCare, "dosing_record.viewed", drawn(s.signaturePage)),
		endpoint.Post(inRoom+"/signature", auth.SignSession, s.signatureForm()),
		endpoint.Post(inRoom+"/words", auth.SignSession, s.closingWordsForm()),
		endpoint.Get(inRoom+"/record", auth.ViewCare, "dosing_record.printed", s.recordPage),
	}
	routes = append(routes, endpoint.Create(inRoom+"/vitals", auth.RecordVitals, "vitals.viewed", s.vitalsForm())...)
	routes = append(routes, endpoint.Show(inRoom+"/readings/{reading}", auth.RecordVitals, "vitals.viewed", s.correctionForm())...)
	routes = append(routes, endpoint.Create(inRoom+"/impressions", auth.Impress, "impressions.viewed", s.impressionsForm())...)
	routes = append(routes, endpoint.Show(inRoom+"/leaving", auth.CheckArrival, "leaving.viewed", s.leavingForm())...)
	return append(routes, endpoint.Show(inRoom+"/help", auth.RecordIntake, "dosing_session.viewed", s.helpForm())...)
}

// drawn draws a screen with its forms untouched.
func drawn(page func(*http.Request, ui.Form) (templ.Component, error)) endpoint.Page {
	return func(r *http.Request) (templ.Component, error) { return page(r, ui.Form{}) }
}

// back leads to the room.
func back(r *http.Request) endpoint.Answer { return endpoint.SeeOther("%s", at(r, "")) }

// refused is the form of a page with several: the one that was refused where it posts to
// action, else a fresh one. kept tells several forms of one address apart.
func refused(r *http.Request, f ui.Form, action, prefix string, kept bool) ui.Form {
	if !f.Refused || f.Action != action || !kept {
		f = endpoint.Fresh(r, action)
	}
	f.Prefix = prefix
	return f
}

func (s Screens) chart(r *http.Request) (dosing.Chart, error) {
	return s.Dosing.Chart(r.Context(), endpoint.Client(r), endpoint.Param(r, "session"))
}

// frame is the room's own screen while the medicine works, else an ordinary page.
func frame(c dosing.Chart, title string) templ.Component {
	if c.Session.Running() {
		return ui.RoomPage(title, top(c))
	}
	return ui.Page(title)
}

func top(c dosing.Chart) ui.RoomTop {
	phase, until := c.Phase()
	t := ui.RoomTop{
		Preferred: c.Client.Called(), BirthYear: c.Client.Born.Year(), Room: c.Session.RoomName,
		Phase: phase.Word(), Since: c.Session.StartedAt,
		Help:  ui.NavItem{Label: "Help", Href: c.Session.Href("help")},
		Leave: ui.NavItem{Label: "Chart", Href: "/clients/" + c.Session.Client.String()},
	}
	if !until.IsZero() {
		t.Until = "until about " + until.In(c.Clinic.Location()).Format("3:04 pm")
	}
	return t
}
