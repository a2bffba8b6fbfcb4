package clientweb

import (
	"net/http"

	"github.com/a-h/templ"
	"github.com/google/uuid"

	"kap/internal/client"
	"kap/internal/course"
	"kap/internal/endpoint"
	"kap/web/ui"
)

func (s Screens) takeInForm() endpoint.Form[course.Referral] {
	return endpoint.Form[course.Referral]{
		Page: s.takeInPage,
		Submit: func(r *http.Request, in course.Referral) (endpoint.Answer, error) {
			id := endpoint.ID(r)
			if err := s.Courses.TakeIn(r.Context(), id, in); err != nil {
				return endpoint.Answer{}, err
			}
			if !client.SeesAfter(r.Context(), in.PrescriberID, in.TherapistID) {
				return endpoint.SeeOther("/clients?saved=yes"), nil
			}
			return endpoint.SeeOther("/clients/%s", id), nil
		},
	}
}

// takeInPage shows, beside a refusal of likely the same client, those the actor sees.
func (s Screens) takeInPage(r *http.Request, f ui.Form) (templ.Component, error) {
	members, err := s.Staff.Members(r.Context())
	if err != nil {
		return nil, err
	}
	var same []client.Client
	if f.Error("anyway") != "" {
		if same, err = s.Courses.Alike(r.Context(), typed(f)); err != nil {
			return nil, err
		}
	}
	return takeInPage(f, members, same), nil
}

// typed is who the refused form is about.
func typed(f ui.Form) course.Referral {
	return course.Referral{Details: client.Details{
		LegalName: f.Value("legal_name"), PreferredName: f.Value("preferred_name"),
		BornMonth: f.Value("born_month"), BornDay: f.Value("born_day"), BornYear: f.Value("born_year"),
	}}
}

func (s Screens) detailsForm() endpoint.Form[client.Details] {
	return endpoint.Form[client.Details]{
		Page: s.detailsPage,
		Submit: func(r *http.Request, in client.Details) (endpoint.Answer, error) {
			return endpoint.SeeOther("%s", path(r, "/details")), s.Clients.ChangeDetails(r.Context(), endpoint.Client(r), in)
		},
	}
}

// detailsPage shows what is stored beside what was typed where somebody else
// changed it meanwhile; saving again then stores what was typed.
func (s Screens) detailsPage(r *http.Request, f ui.Form) (templ.Component, error) {
	c, err := s.Clients.Client(r.Context(), endpoint.Client(r))
	if err != nil {
		return nil, err
	}
	stored := c.Details()
	var differ []client.Difference
	if f.Refused && f.Value("version") != number(c.Version) {
		differ = detailsOf(f).Differences(stored)
		f.Values.Set("version", number(c.Version))
	}
	return detailsPage(c, prefill(f, stored), differ), nil
}

// teamForm names who cares first of all.
func (s Screens) teamForm() endpoint.Form[course.Naming] {
	return endpoint.Form[course.Naming]{
		Page: s.teamPage,
		Submit: func(r *http.Request, in course.Naming) (endpoint.Answer, error) {
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
	f = f.Default("prescriber_id", idOrEmpty(team.Named.PrescriberID)).Default("therapist_id", idOrEmpty(team.Named.TherapistID))
	return teamPage(team, f, members), nil
}

func idOrEmpty(id uuid.UUID) string {
	if id == uuid.Nil {
		return ""
	}
	return id.String()
}
