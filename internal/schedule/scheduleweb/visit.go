package scheduleweb

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"kap/internal/auth"
	"kap/internal/endpoint"
	"kap/internal/schedule"
	"kap/web/ui"
)

func (s Screens) visits(r *http.Request) (templ.Component, error) {
	visits, err := s.Schedule.Visits(r.Context(), endpoint.Client(r))
	if err != nil {
		return nil, err
	}
	ahead, past := split(visits)
	return visitsPage(ahead, past, at(r)), nil
}

// split tells what lies ahead or goes on from what is over, the latest first.
func split(visits []schedule.Visit) (ahead, past []schedule.Visit) {
	for _, v := range visits {
		if v.Status.Ahead() || v.Status == schedule.Arrived || v.Status == schedule.InProgress {
			ahead = append(ahead, v)
		} else {
			past = append([]schedule.Visit{v}, past...)
		}
	}
	return ahead, past
}

// at is the address of a client's visits.
func at(r *http.Request) string { return "/clients/" + endpoint.Client(r).String() + "/appointments" }

// visit is one visit and its forms.
type visit struct {
	schedule.Page
	at                                    string // of the visit
	person                                string // of the client
	confirm, move, cancel, arrive, noShow ui.Form
	actor                                 auth.Actor
	now                                   time.Time
}

func (s Screens) visit(r *http.Request) (templ.Component, error) {
	return s.visitPage(r, ui.Form{})
}

// visitPage draws the visit; f is the form of it that was refused, if one was.
func (s Screens) visitPage(r *http.Request, f ui.Form) (templ.Component, error) {
	page, err := s.Schedule.One(r.Context(), endpoint.Client(r), endpoint.Param(r, "appointment"))
	if err != nil {
		return nil, err
	}
	actor, err := auth.From(r.Context())
	if err != nil {
		return nil, err
	}
	v := visit{Page: page, person: "/clients/" + endpoint.Client(r).String(), at: at(r) + "/" + page.ID.String(), actor: actor, now: ui.ShellOf(r.Context()).Now}
	for path, to := range map[string]*ui.Form{
		"/confirmation": &v.confirm, "/move": &v.move, "/cancellation": &v.cancel, "/arrival": &v.arrive, "/no-show": &v.noShow,
	} {
		*to = endpoint.Fresh(r, v.at+path)
		if f.Action == v.at+path {
			*to = f
		}
		to.Prefix = path[1:] + "-"
	}
	v.move = v.prefilled(v.move)
	return visitPage(v), nil
}

// prefilled is the moving form with what is booked. Its version is always the one
// that the page shows.
func (v visit) prefilled(f ui.Form) ui.Form {
	booked, when := v.Appointment(), schedule.WhenOf(v.StartsAt, v.Zone)
	f = f.Default("day", when.Day.Format(time.DateOnly)).Default("time", when.Time).Default("staff_id", booked.Staff.String()).
		Default("room_id", booked.Room.String()).Default("version", "")
	f.Values.Set("version", strconv.Itoa(v.Version))
	return f
}

func (s Screens) act(dosing, talk func(r *http.Request) error) endpoint.Form[struct{}] {
	return changeForm(s, func(r *http.Request, _ struct{}) error { return s.byKind(r, dosing, talk) })
}

// byKind takes a dosing visit to the course and any other to the schedule.
func (s Screens) byKind(r *http.Request, dosing, talk func(r *http.Request) error) error {
	v, err := s.Schedule.One(r.Context(), endpoint.Client(r), endpoint.Param(r, "appointment"))
	if err != nil {
		return err
	}
	if v.Kind == schedule.Dosing {
		return dosing(r)
	}
	return talk(r)
}

func changeForm[F any](s Screens, do func(*http.Request, F) error) endpoint.Form[F] {
	return endpoint.Form[F]{
		Page: s.visitPage,
		Submit: func(r *http.Request, in F) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s/%s", at(r), endpoint.Param(r, "appointment")), do(r, in)
		},
	}
}

func (s Screens) confirmForm() endpoint.Form[struct{}] {
	return s.act(
		func(r *http.Request) error {
			return s.Courses.ConfirmDosing(r.Context(), endpoint.Client(r), endpoint.Param(r, "appointment"))
		},
		func(r *http.Request) error {
			return s.Schedule.Confirm(r.Context(), endpoint.Client(r), endpoint.Param(r, "appointment"))
		})
}

func (s Screens) noShowForm() endpoint.Form[struct{}] {
	return s.act(
		func(r *http.Request) error {
			return s.Courses.MissDosing(r.Context(), endpoint.Client(r), endpoint.Param(r, "appointment"))
		},
		func(r *http.Request) error {
			return s.Schedule.NoShow(r.Context(), endpoint.Client(r), endpoint.Param(r, "appointment"))
		})
}

func (s Screens) moveForm() endpoint.Form[schedule.Moving] {
	return changeForm(s, func(r *http.Request, m schedule.Moving) error {
		client, id := endpoint.Client(r), endpoint.Param(r, "appointment")
		return s.byKind(r,
			func(r *http.Request) error { return s.Courses.MoveDosing(r.Context(), client, id, m) },
			func(r *http.Request) error { return s.Schedule.Move(r.Context(), client, id, m) })
	})
}

func (s Screens) cancelForm() endpoint.Form[schedule.Cancelling] {
	return changeForm(s, func(r *http.Request, c schedule.Cancelling) error {
		client, id := endpoint.Client(r), endpoint.Param(r, "appointment")
		return s.byKind(r,
			func(r *http.Request) error { return s.Courses.CancelDosing(r.Context(), client, id, c) },
			func(r *http.Request) error { return s.Schedule.Cancel(r.Context(), client, id, c) })
	})
}

func (s Screens) arriveForm() endpoint.Form[struct{}] {
	return changeForm(s, func(r *http.Request, _ struct{}) error {
		return s.Schedule.Arrive(r.Context(), endpoint.Client(r), endpoint.Param(r, "appointment"))
	})
}

// mayChange says whether the actor may confirm, move and cancel it.
func (v visit) mayChange() bool { return v.Status.Ahead() && v.MayChange(v.actor) == nil }

// today says whether the visit is on the clinic's day of now.
func (v visit) today() bool {
	return schedule.WhenOf(v.StartsAt, v.Zone).Day.Equal(schedule.WhenOf(v.now, v.Zone).Day)
}

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
		label, path, permission = "Begin the arrival", "/dosing/new", auth.CheckArrival
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

// missing are the links to visits that belong around a dosing session and are not
// booked: a preparation before the first, an integration within a week after.
func (v visit) missing() []ui.NavItem {
	if v.Kind != schedule.Dosing || !v.Status.Active() || !v.actor.May(auth.BookTalk) {
		return nil
	}
	var links []ui.NavItem
	if !v.has(schedule.Preparation, v.StartsAt.AddDate(-1, 0, 0), v.StartsAt) && !v.has(schedule.Dosing, v.StartsAt.AddDate(-1, 0, 0), v.StartsAt) {
		links = append(links, ui.NavItem{Label: "Book the preparation visit", Href: v.person + "/appointments/new?kind=preparation"})
	}
	if !v.has(schedule.Integration, v.StartsAt, v.StartsAt.AddDate(0, 0, 8)) {
		day := integrationDay(schedule.WhenOf(v.StartsAt, v.Zone).Day)
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

// span is the visit's time: "Tue Dec 8, 9:00 am to 12:00 pm".
func span(ctx context.Context, v schedule.Visit) string {
	return ui.DayTime(ctx, v.StartsAt) + " to " + ui.Clock(ctx, v.EndsAt)
}

// facts are what is booked, for everybody who may see the client.
func (v visit) facts(ctx context.Context) []ui.Fact {
	facts := []ui.Fact{{Label: "When", Value: span(ctx, v.Visit)}}
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, ui.Fact{Label: label, Value: value})
		}
	}
	add("With", v.StaffName)
	add("Room", v.RoomName)
	if v.FreeAt.After(v.EndsAt) {
		add("Room free again", ui.Clock(ctx, v.FreeAt))
	}
	add("How you meet", modeWords[v.VisitMode])
	if v.Status == schedule.Tentative {
		add("Tentative because", v.TentativeFor)
	}
	add("Note for the front desk", v.Reason)
	if v.ArrivedAt != nil {
		add("Arrived", ui.DayTime(ctx, *v.ArrivedAt))
	}
	return append(facts, v.cancelled(ctx)...)
}

func (v visit) cancelled(ctx context.Context) []ui.Fact {
	if v.CancelledAt == nil {
		return nil
	}
	facts := []ui.Fact{{Label: "Cancelled", Value: ui.DayTime(ctx, *v.CancelledAt) + ", by the " + v.CancelledBy}}
	if v.NoticeHours != nil {
		short := schedule.ShortNotice(*v.NoticeHours, v.NoticeAsked)
		facts = append(facts, ui.Fact{Label: "Notice", Value: notice(*v.NoticeHours, v.NoticeAsked), Warn: short && v.CancelledBy == "client"})
	}
	if v.CancelledReason != "" {
		facts = append(facts, ui.Fact{Label: "Why", Value: v.CancelledReason})
	}
	return facts
}

func notice(hours, asked int) string {
	words := strconv.Itoa(hours) + " h before the start"
	if schedule.ShortNotice(hours, asked) {
		words += ", less than the " + strconv.Itoa(asked) + " h that are asked for"
	}
	return words
}
