package staffweb

import (
	"net/http"
	"time"

	"github.com/a-h/templ"

	"kap/internal/auth"
	"kap/internal/endpoint"
	"kap/internal/staff"
	"kap/web/ui"
)

// rota is who covers, with the forms of whoever may name one.
type rota struct {
	Now, Coming []coverRow
	May         bool
	Lost        ui.Form // refused, and its row is gone: it ended meanwhile
	Form        ui.Form
	Away, By    []ui.Option
	OnCall      bool // a prescriber on call is named
	Saved       bool
}

type coverRow struct {
	staff.Cover
	End ui.Form
}

func (s Screens) covers(r *http.Request) (templ.Component, error) { return s.coverPage(r, ui.Form{}) }

// coverPage draws everything; posted is the form that was refused, if one was.
func (s Screens) coverPage(r *http.Request, posted ui.Form) (templ.Component, error) {
	known, err := s.Staff.Rota(r.Context())
	if err != nil {
		return nil, err
	}
	lost := posted
	form := func(action string) ui.Form {
		f := endpoint.Fresh(r, action)
		if posted.Action == action {
			f, lost = posted, ui.Form{}
		}
		return f
	}
	shell := ui.ShellOf(r.Context())
	v := rota{May: shell.Actor.May(auth.NameCover), Form: form("/cover"), Saved: saved(r) && !posted.Refused}
	v.choices(r, known.People, shell)
	v.sort(known.Covers, shell.Now, form)
	v.Lost = lost
	return coverPage(v), nil
}

func (v *rota) sort(covers []staff.Cover, now time.Time, form func(action string) ui.Form) {
	for _, c := range covers {
		row := coverRow{c, form("/cover/" + c.ID.String() + "/end")}
		if c.Begun(now) {
			v.Now = append(v.Now, row)
		} else {
			v.Coming = append(v.Coming, row)
		}
	}
}

// choices are who can be covered and by whom: with ?for=on-call, as the first hour leads
// here, and where that was chosen, every prescriber by one of them.
func (v *rota) choices(r *http.Request, people []staff.Member, shell ui.Shell) {
	usual := staff.CoverEntry{StartsAt: shell.Now}
	if r.URL.Query().Get("for") == "on-call" {
		usual.StaffID = staff.OnCall
	}
	v.Form = endpoint.CameFrom(r, endpoint.Filled(r, v.Form, usual), "/staff")
	if v.OnCall = v.Form.Value("staff_id") == staff.OnCall; v.OnCall {
		people = staff.Working(people, auth.Prescriber)
	}
	v.By = memberOptions(people)
	v.Away = append([]ui.Option{{Value: staff.OnCall, Label: "Every prescriber (on call)"}}, v.By...)
}

// memberOptions are people with what they work as: "Jonah Weiss, LCSW (therapist)".
func memberOptions(members []staff.Member) []ui.Option {
	var options []ui.Option
	for _, m := range members {
		options = append(options, ui.Option{Value: m.ID.String(), Label: m.Title() + " (" + m.RoleWords() + ")"})
	}
	return options
}

func (s Screens) nameCoverForm() endpoint.Form[staff.CoverEntry] {
	return endpoint.Form[staff.CoverEntry]{
		Page: s.coverPage,
		Submit: func(r *http.Request, n staff.CoverEntry) (endpoint.Answer, error) {
			return endpoint.SeeOther("/cover?saved=yes"), s.Staff.NameCover(r.Context(), endpoint.ID(r), n)
		},
	}
}

func (s Screens) endCoverForm() endpoint.Form[struct{}] {
	return endpoint.Form[struct{}]{
		Page: s.coverPage,
		Submit: func(r *http.Request, _ struct{}) (endpoint.Answer, error) {
			return endpoint.SeeOther("/cover?saved=yes"), s.Staff.EndCover(r.Context(), endpoint.Param(r, "cover"))
		},
	}
}
