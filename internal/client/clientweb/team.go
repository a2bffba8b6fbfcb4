package clientweb

import (
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/client"
	"kap/internal/course"
	"kap/internal/endpoint"
	"kap/web/ui"
)

// teamForm names who cares first of all.
func (s Screens) teamForm() endpoint.Form[course.NamingEntry] {
	return endpoint.Form[course.NamingEntry]{
		Page: s.teamPage,
		Submit: func(r *http.Request, in course.NamingEntry) (endpoint.Answer, error) {
			if err := s.Courses.Name(r.Context(), endpoint.Client(r), in); err != nil {
				return endpoint.Answer{}, err
			}
			if !client.SeesAfter(r.Context(), in.PrescriberID, in.TherapistID) {
				return endpoint.SeeOther("/clients"), nil
			}
			return endpoint.SeeOther("%s", path(r, "/team")), nil
		},
	}
}

func (s Screens) teamPage(r *http.Request, f ui.Form) (templ.Component, error) {
	team, err := s.Clients.Team(r.Context(), endpoint.Client(r))
	if err != nil {
		return nil, err
	}
	members, err := s.Staff.Members(r.Context())
	if err != nil {
		return nil, err
	}
	named := course.NamingEntry{PrescriberID: team.Named.PrescriberID, TherapistID: team.Named.TherapistID}
	return teamPage(team, endpoint.Filled(r, f, named), members), nil
}
