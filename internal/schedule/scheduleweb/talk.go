package scheduleweb

import (
	"net/http"
	"slices"
	"time"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/endpoint"
	"kap/internal/schedule"
	"kap/internal/staff"
	"kap/web/ui"
)

// give hands out a form; a dosing session is booked with its course.
func give(w http.ResponseWriter, r *http.Request) {
	to := "/clients/" + endpoint.Client(r).String()
	if r.URL.Query().Get("kind") == string(schedule.Dosing) {
		to += "/course/dosings/new"
	} else {
		to += "/appointments/new/" + uuid.Must(uuid.NewV7()).String()
	}
	if r.URL.RawQuery != "" {
		to += "?" + r.URL.RawQuery
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// talk is what the form for a talk visit shows.
type talk struct {
	f      ui.Form
	kind   schedule.Kind // empty: to be chosen
	kinds  []schedule.Kind
	staff  []staff.Member
	rooms  []schedule.Room
	dosing string // where a dosing session is booked; empty: not this actor's to book
}

func (s Screens) talkForm() endpoint.Form[schedule.TalkEntry] {
	return endpoint.Form[schedule.TalkEntry]{
		Page: s.talkPage,
		Submit: func(r *http.Request, t schedule.TalkEntry) (endpoint.Answer, error) {
			id := endpoint.ID(r)
			return endpoint.SeeOther("/clients/%s/appointments/%s", endpoint.Client(r), id), s.Schedule.BookTalk(r.Context(), endpoint.Client(r), id, t)
		},
	}
}

func (s Screens) talkPage(r *http.Request, f ui.Form) (templ.Component, error) {
	o, err := s.Schedule.Offer(r.Context(), endpoint.Client(r))
	if err != nil {
		return nil, err
	}
	actor, err := auth.From(r.Context())
	if err != nil {
		return nil, err
	}
	p := talk{f: f, kinds: kindsOf(actor), staff: staffOf(actor, o.Staff), rooms: o.Rooms}
	if asked := schedule.Kind(r.URL.Query().Get("kind")); slices.Contains(p.kinds, asked) {
		p.kind = asked
		p.f.Action = r.URL.Path + "?kind=" + string(asked)
	}
	if p.kind == "" && actor.May(auth.Book) {
		p.dosing = at(r) + "/new?kind=dosing"
	}
	entry := usual(r, p.kind, o, actor)
	if err := s.asBefore(r, &entry); err != nil {
		return nil, err
	}
	p.f = endpoint.CameFrom(r, endpoint.Filled(r, p.f, entry), at(r))
	return talkPage(p), nil
}

// asBefore fills a form in as a visit was that was let go; its day has to be chosen.
func (s Screens) asBefore(r *http.Request, t *schedule.TalkEntry) error {
	id, err := uuid.Parse(r.URL.Query().Get("again"))
	if err != nil {
		return nil
	}
	v, err := s.Schedule.One(r.Context(), endpoint.Client(r), id)
	if err != nil || v.Kind != t.Kind {
		return err
	}
	t.Staff, t.Room, t.VisitMode = v.StaffID, v.RoomID, v.VisitMode
	t.Minutes = int(v.EndsAt.Sub(v.StartsAt).Minutes())
	t.Time = v.StartsAt.In(v.Zone).Format("15:04")
	return nil
}

// usual is what is usual for the kind of visit.
func usual(r *http.Request, kind schedule.Kind, o schedule.Offer, actor auth.Actor) schedule.TalkEntry {
	t := schedule.TalkEntry{Kind: kind, Minutes: kind.Minutes(), Staff: o.Therapist, VisitMode: schedule.Here}
	t.Day, _ = time.Parse(time.DateOnly, r.URL.Query().Get("day")) // none: to be chosen
	if kind.Role() == auth.Prescriber {
		t.Staff = o.Prescribe
	}
	if !actor.May(auth.Book) {
		t.Staff = actor.Staff
	}
	if kind == schedule.Call {
		t.VisitMode = schedule.Telephone
	}
	return t
}

func kindsOf(a auth.Actor) []schedule.Kind {
	if a.May(auth.Book) {
		return schedule.TalkKinds
	}
	return slices.DeleteFunc(slices.Clone(schedule.TalkKinds), func(k schedule.Kind) bool { return !k.OfTherapist() })
}

func staffOf(a auth.Actor, all []staff.Member) []staff.Member {
	if a.May(auth.Book) {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(m staff.Member) bool { return !slices.Contains(a.Staffs, m.ID) })
}

func kindOptions(kinds []schedule.Kind) []ui.Option {
	var options []ui.Option
	for _, k := range kinds {
		options = append(options, ui.Option{Value: string(k), Label: k.Words()})
	}
	return options
}

// title is the heading of the form.
func (p talk) title() string {
	if p.kind == "" {
		return "Book a visit"
	}
	return "Book: " + p.kind.Words()
}
