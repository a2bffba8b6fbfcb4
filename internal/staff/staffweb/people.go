package staffweb

import (
	"net/http"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"kap/internal/auth"
	"kap/internal/endpoint"
	"kap/internal/problem"
	"kap/internal/staff"
	"kap/web/ui"
)

func (s Screens) people(r *http.Request) (templ.Component, error) {
	people, err := s.Staff.People(r.Context())
	if err != nil {
		return nil, err
	}
	return peoplePage(people, ui.ShellOf(r.Context()).Now, saved(r)), nil
}

func (s Screens) addForm() endpoint.Form[staff.MemberEntry] {
	return endpoint.Form[staff.MemberEntry]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) {
			return addPage(endpoint.CameFrom(r, f, "/staff")), nil
		},
		Submit: func(r *http.Request, e staff.MemberEntry) (endpoint.Answer, error) {
			return endpoint.SeeOther("/staff/%s?saved=yes", endpoint.ID(r)), s.Staff.Add(r.Context(), endpoint.ID(r), e)
		},
	}
}

func (s Screens) changeForm() endpoint.Form[staff.MemberEntry] {
	return endpoint.Form[staff.MemberEntry]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) { return s.memberPage(r, f) },
		Submit: func(r *http.Request, e staff.MemberEntry) (endpoint.Answer, error) {
			return endpoint.SeeOther("/staff?saved=yes"), s.Staff.Change(r.Context(), endpoint.Param(r, "staff"), e)
		},
	}
}

// memberPage is one person: what they do here, their sign-in, their leaving.
func (s Screens) memberPage(r *http.Request, f ui.Form) (templ.Component, error) {
	id := endpoint.Param(r, "staff")
	people, err := s.Staff.People(r.Context())
	if err != nil {
		return nil, err
	}
	m, found := find(people, id)
	if !found {
		return nil, problem.Missing()
	}
	return memberPage(m, ui.ShellOf(r.Context()).Now, memberForms(r, m, f), saved(r) && !f.Refused), nil
}

// saved says that a form led here.
func saved(r *http.Request) bool { return r.URL.Query().Get("saved") != "" }

// forms are those of a person's page; one of them may have been refused.
type forms struct{ change, invite, end ui.Form }

func memberForms(r *http.Request, m staff.Person, posted ui.Form) forms {
	form := func(under string) ui.Form {
		action := "/staff/" + m.ID.String() + under
		if posted.Action == action {
			return posted
		}
		return endpoint.Fresh(r, action)
	}
	all := forms{
		change: endpoint.Filled(r, form(""), m.MemberEntry),
		invite: endpoint.Filled(r, form("/set-up-links"), invitation{m.Email}),
		end:    endpoint.Filled(r, form("/end"), staff.LeavingEntry{}),
	}
	all.invite.Prefix, all.end.Prefix = "invite-", "end-"
	if saved(r) { // the page before is the form that was saved
		all.change = all.change.Default("came_from", "/staff")
	} else {
		all.change = endpoint.CameFrom(r, all.change, "/staff")
	}
	return all
}

func find(people []staff.Person, id uuid.UUID) (staff.Person, bool) {
	for _, p := range people {
		if p.ID == id {
			return p, true
		}
	}
	return staff.Person{}, false
}

func (s Screens) disableForm() endpoint.Form[staff.LeavingEntry] {
	return endpoint.Form[staff.LeavingEntry]{
		Page: func(r *http.Request, f ui.Form) (templ.Component, error) { return s.memberPage(r, f) },
		Submit: func(r *http.Request, l staff.LeavingEntry) (endpoint.Answer, error) {
			return endpoint.SeeOther("/staff?saved=yes"), s.Staff.Disable(r.Context(), endpoint.Param(r, "staff"), l)
		},
	}
}

// roleOptions are the roles a person can be given.
func roleOptions() []ui.Option {
	var options []ui.Option
	for _, role := range auth.Roles {
		if role != auth.MedicalLead {
			options = append(options, ui.Option{Value: string(role), Label: ui.Capital(role.Word())})
		}
	}
	return options
}
