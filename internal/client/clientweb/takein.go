package clientweb

import (
	"net/http"

	"github.com/a-h/templ"

	"kap/internal/client"
	"kap/internal/course"
	"kap/internal/endpoint"
	"kap/web/ui"
)

func (s Screens) takeInForm() endpoint.Form[course.ReferralEntry] {
	return endpoint.Form[course.ReferralEntry]{
		Page: s.takeInPage,
		Submit: func(r *http.Request, in course.ReferralEntry) (endpoint.Answer, error) {
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
	var same []client.Likeness
	if f.Error("anyway") != "" {
		if same, err = s.Courses.Alike(r.Context(), endpoint.Posted[course.ReferralEntry](r, f)); err != nil {
			return nil, err
		}
	}
	return takeInPage(endpoint.CameFrom(r, f, "/clients"), members, same), nil
}
